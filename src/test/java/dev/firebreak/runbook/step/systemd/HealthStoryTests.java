package dev.firebreak.runbook.step.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.host.FakeHosts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook that looks at the auditor, as drawn, in its healthy and its sick case. It changes nothing. */
@Tag("A084")
class HealthStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "gitops-auditor-health";

    @Autowired
    FakeHosts host;

    @BeforeEach
    void theHostIsWell() {
        host.reset();
    }

    @Test
    void whereAllIsWell_theAuditorCountsAsHealthy() {
        var incident = respondedTo("gitops-auditor", "unhealthy");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Auditor healthy");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("http://127.0.0.1:3000/health answers 200"))
                .anyMatch(line -> line.contains("1.9 GiB of 7.6 GiB memory left, load 0.50 0.40 0.30"))
                .anyMatch(line -> line.contains("0 errors in the journal of gitops-auditor.service"));
        assertThat(host.asRoot).isEmpty();
    }

    @Test
    void whereTheAddressDoesNotAnswer_theAuditorIsSick_andPeopleLeadWithWhatWasSeen() {
        host.health = 0;
        host.errors = "2026-11-29T05:00:00+0000 auditor: no configuration\n";

        var incident = respondedTo("gitops-auditor", "health-check-failed");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Auditor unhealthy");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("does not answer, exit code 7"))
                .anyMatch(line -> line.contains("1 errors in the journal"));
        assertThat(host.asRoot).isEmpty();
    }
}
