package dev.firebreak.runbook.step.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.host.FakeHosts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook that rolls the auditor back, as drawn: it helped, did not help, and had nothing to go back to. */
@Tag("A091")
class RollbackStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "gitops-auditor-rollback";
    private static final String UNIT = "gitops-auditor.service";

    @Autowired
    FakeHosts host;

    @BeforeEach
    void theVersionIsSick() {
        host.reset();
        host.health = 503;
    }

    @Test
    void theVersionThatIsRecordedAsGoodRunsOnceApproved() {
        host.atRestart = () -> {
            host.start(UNIT);
            host.health = 200;
        };
        var incident = respondedTo("gitops-auditor", "bad-deployment");

        approves(incident, "git.check-out-good-version");
        approves(incident, "systemd.restart-unit");

        assertThat(host.folders.head).isEqualTo("a".repeat(40));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Healthy with good version");
    }

    @Test
    void whereThatDoesNotHelp_theVersionBeforeComesBack() {
        host.atRestart = () -> host.start(UNIT);
        var incident = respondedTo("gitops-auditor", "deployment-broken");
        approves(incident, "git.check-out-good-version");
        approves(incident, "systemd.restart-unit");

        approves(incident, "git.check-out-good-version");
        approves(incident, "systemd.restart-unit");

        assertThat(host.folders.head).isEqualTo("b".repeat(40));
        assertThat(host.folders.branch).isEqualTo("main");
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Former version back");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void withoutARecordedGoodVersionNothingIsRolledBack() {
        host.folders.goodIsTagged = false;

        var incident = respondedTo("gitops-auditor", "deployment-failed");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Rollback not proved");
        assertThat(host.folders.head).isEqualTo("b".repeat(40));
    }

    @Test
    void anIgnoredFileThatTheGoodVersionTracksIsNotOverwritten() {
        host.folders.ignoredFile = "secret.cfg";
        var incident = respondedTo("gitops-auditor", "bad-deployment");

        approves(incident, "git.check-out-good-version");

        assertThat(host.folders.head).isEqualTo("b".repeat(40));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Rollback not proved");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("secret.cfg would be lost, so git did not check out aaaaaaaaaa"));
    }

    @Test
    void anIgnoredFileIsNotOverwrittenByTheWayBackEither() {
        host.atRestart = () -> {
            host.start(UNIT);
            host.folders.ignoredFile = "secret.cfg";
        };
        var incident = respondedTo("gitops-auditor", "deployment-broken");
        approves(incident, "git.check-out-good-version");
        approves(incident, "systemd.restart-unit");

        approves(incident, "git.check-out-good-version");

        assertThat(host.folders.head).isEqualTo("a".repeat(40));
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("secret.cfg would be lost, so git did not check out bbbbbbbbbb"));
    }

    @Test
    void changesThatNoCommitHoldsAreNotLost() {
        host.folders.changedFile = "config/local.json";

        var incident = respondedTo("gitops-auditor", "deployment-failed");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Rollback not proved");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("changes that no commit holds: config/local.json"));
    }
}
