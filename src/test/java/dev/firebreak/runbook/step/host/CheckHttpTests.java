package dev.firebreak.runbook.step.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers count as healthy, on a played host. */
@Tag("A084")
class CheckHttpTests {

    @ParameterizedTest
    @CsvSource({
        "200, http://127.0.0.1:3000/health, true",
        "204, http://127.0.0.1:3000/health, true",
        "302, http://127.0.0.1:3000/health, false",
        "503, http://127.0.0.1:3000/health, false",
        "0,   http://127.0.0.1:3000/health, false",
        "200, file:///etc/passwd,           false",
        "200, http://user:word@127.0.0.1/,  false",
        "200, --config=/tmp/x,              false"
    })
    void onlyASuccessOfAPlainAddressIsHealthy(int status, String address, boolean healthy) throws Exception {
        var host = new FakeHosts();
        host.health = status;
        var target = new Target("auditor", "host", "tier-2", true, false, Map.of("health", address), Map.of());

        var seen = new CheckHttp(host).read(new CheckHttp.Order(Duration.ZERO), target);

        assertThat(seen.variables()).containsEntry("httpHealthy", healthy);
    }
}
