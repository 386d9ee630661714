package dev.firebreak.runbook.step.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.runbook.Finding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Health and resources of a real host, seen from the host itself. */
@Tag("A084")
@Lab(
        value = {LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER},
        alone = LabHost.PORT)
class HostLabTests {

    private static final String HEALTH = "http://127.0.0.1:3000/health";

    @AfterEach
    void mend() throws Exception {
        LabHost.inside("rm -f /etc/gitops-auditor/sick; systemctl start gitops-auditor.service");
    }

    @Test
    void theHealthAddressIsAskedOnTheHost_healthySickAndAway() throws Exception {
        assertThat(checked(HEALTH, 10).variables()).containsEntry("httpHealthy", true);

        LabHost.inside("touch /etc/gitops-auditor/sick");
        assertThat(checked(HEALTH, 0).summary()).contains("answers 503");

        LabHost.inside("systemctl stop gitops-auditor.service");
        var away = checked(HEALTH + ",http://127.0.0.1:1/", 0);
        assertThat(away.variables()).containsEntry("httpHealthy", false);
        assertThat(away.summary()).contains(HEALTH + " does not answer, exit code 7");
    }

    @Test
    void onlyAPlainAddressIsAsked() throws Exception {
        assertThat(checked("file:///etc/shadow,--config=/tmp/x,http://u:p@127.0.0.1/", 0)
                        .summary())
                .contains("names no address in settings.health");
    }

    @Test
    void memoryLoadAndProcessesAreShown_withoutArguments() throws Exception {
        var seen = new ShowResources(LabHost.hosts()).read(new ShowResources.Order(), LabHost.target(Map.of()));

        assertThat(seen.summary()).containsPattern("GiB of .* GiB memory left, load \\d");
        assertThat(seen.details()).contains("perl").doesNotContain("auditor.pl");
    }

    private static Finding checked(String addresses, int seconds) throws Exception {
        return new CheckHttp(LabHost.hosts())
                .read(new CheckHttp.Order(Duration.ofSeconds(seconds)), LabHost.target(Map.of("health", addresses)));
    }
}
