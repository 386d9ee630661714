package dev.firebreak.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.OnPostgres;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL; and Prometheus' own tool reads the page. */
@OnPostgres
public abstract class MetricsOnPostgres extends MetricsOverHttpTests {

    @Test
    void promtoolReadsThem() throws Exception {
        var promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var page = promtool.getOutputStream()) {
            page.write(metrics().getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor(20, TimeUnit.SECONDS)).isTrue();
        // 3: only advice on names, such as that a gauge of Hikari has none with a unit.
        assertThat(promtool.exitValue()).as(said).isIn(0, 3);
        assertThat(said.lines().filter(line -> line.contains("firebreak_"))).isEmpty();
    }
}
