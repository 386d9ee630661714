package dev.firebreak.runbook.step.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook that recovers the auditor's configuration, as drawn: it helped, did not help, and had no backup. */
@Tag("A092")
class ConfigRecoveryStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "gitops-auditor-config-recovery";
    private static final String UNIT = "gitops-auditor.service";
    private static final String SETTINGS = "/etc/gitops-auditor/config/settings.json";

    @Autowired
    FakeHosts host;

    @BeforeEach
    void theConfigurationIsBroken() {
        host.reset();
        host.health = 0;
    }

    @Test
    void theNewestProvedBackupIsRestored_andThePresentConfigurationIsKept() {
        host.atRestart = () -> {
            host.start(UNIT);
            host.health = 200;
        };
        var incident = respondedTo("gitops-auditor", "config-invalid");

        approves(incident, "configuration.restore-backup");
        approves(incident, "systemd.restart-unit");

        assertThat(host.folders.files).containsEntry(SETTINGS, "good").containsEntry(hidden(), "kept");
        assertThat(host.folders.files.entrySet())
                .anyMatch(file ->
                        file.getKey().matches("/etc/gitops-auditor/config\\.firebreak-kept-[0-9a-f]{12}/settings.json")
                                && file.getValue().equals("broken"));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Healthy with backup");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    void whereTheAuditorIsSickWithTheBackup_theFormerConfigurationComesBack() {
        host.atRestart = () -> host.start(UNIT);
        var before = Map.copyOf(host.folders.files);
        var incident = respondedTo("gitops-auditor", "configuration-broken");
        approves(incident, "configuration.restore-backup");
        approves(incident, "systemd.restart-unit");

        approves(incident, "configuration.restore-backup");
        approves(incident, "systemd.restart-unit");

        assertThat(host.folders.files).isEqualTo(before);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Former configuration back");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void withoutAProvedBackup_nothingIsTouched() {
        host.folders.files.keySet().removeIf(path -> path.endsWith("SHA256SUMS"));
        var before = Map.copyOf(host.folders.files);

        var incident = respondedTo("gitops-auditor", "config-error");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Restoration not proved");
        assertThat(host.folders.files).isEqualTo(before);
        assertThat(host.asRoot).isEmpty();
    }

    private static String hidden() {
        return "/etc/gitops-auditor/config/.hidden";
    }
}
