package dev.firebreak.runbook.step.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.host.FakeHosts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook that restarts the auditor, as drawn, in its healthy, broken and "did not help" case. */
class RestartStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "gitops-auditor-restart";
    private static final String UNIT = "gitops-auditor.service";

    @Autowired
    FakeHosts host;

    @BeforeEach
    void theHostIsWell() {
        host.reset();
    }

    @Test
    @Tag("A089")
    void whereAllUnitsRun_nothingIsRestarted() {
        var incident = respondedTo("gitops-auditor", "service-down");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Units healthy");
        assertThat(host.asRoot).isEmpty();
    }

    @Test
    @Tag("A089")
    void whereAUnitFailed_itIsRestartedOnceApproved() {
        host.states.put(UNIT, "failed");
        host.atRestart = () -> host.start(UNIT);
        var incident = respondedTo("gitops-auditor", "host-systemd-service-crashed");
        assertThat(host.asRoot).isEmpty();

        approves(incident, "systemd.restart-unit");

        assertThat(host.asRoot).containsExactly("systemctl reset-failed " + UNIT, "systemctl restart " + UNIT);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Healthy after restart");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("A089")
    void whereTheRestartDoesNotHelp_itIsNotRepeated_andPeopleLead() {
        host.states.put(UNIT, "failed");
        var incident = respondedTo("gitops-auditor", "service-down");

        approves(incident, "systemd.restart-unit");

        assertThat(host.asRoot).containsExactly("systemctl reset-failed " + UNIT, "systemctl restart " + UNIT);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Still failing");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }
}
