package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusedSendersTest {

    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock();
    private final List<Object> told = new ArrayList<>();
    private final SourceTokens tokens = new SourceTokens(Database.fresh(), clock);
    private final RefusedSenders senders = new RefusedSenders(tokens, told::add, clock);

    @BeforeEach
    void twoSourcesAreThere() {
        tokens.admit("default", "a-token-of-default", "high", "configuration", null);
        tokens.admit("grafana", "a-token-of-grafana", "high", "configuration", null);
        tokens.find(null, "wrong");
    }

    @Test
    void D19_threeRefusalsWithinFiveMinutesAreTold() {
        senders.refused("default", "127.0.0.1");
        senders.refused("default", "127.0.0.1");
        assertThat(told).isEmpty();

        senders.refused("default", "127.0.0.2");

        assertThat(told).containsExactly(new SenderRefused("default", "127.0.0.1, 127.0.0.2", 3, WITHIN));
    }

    @Test
    void refusalsFarApartAreNotTold() {
        for (var i = 0; i < 10; i++) {
            senders.refused("default", "127.0.0.1");
            clock.passes(Duration.ofMinutes(3));
        }

        assertThat(told).isEmpty();
    }

    @Test
    void sourcesAreCountedApart() {
        senders.refused("default", "127.0.0.1");
        senders.refused(null, "127.0.0.1");
        senders.refused("grafana", "127.0.0.1");

        assertThat(told).isEmpty();
    }

    @Test
    void D19_namesThatAreNoSourceAreOneUnknownSender() {
        for (var n = 0; n < 30; n++) {
            senders.refused(n % 2 == 0 ? "invented-" + n : null, "10.0.0." + n);
        }

        assertThat(told)
                .containsExactly(new SenderRefused("unknown sender", "10.0.0.0, 10.0.0.1, 10.0.0.2", 3, WITHIN));
    }

    @Test
    void D21_whoeverIsRefusedAllTheTimeIsToldOnceInFiveMinutesAndDoesNotFillTheLog(CapturedOutput log) {
        for (var n = 0; n < 10_000; n++) {
            senders.refused("invented-" + n, "10.0." + n % 100 + ".1");
        }
        assertThat(told).hasSize(1);
        assertThat(log.getAll().lines().filter(line -> line.contains("Alerts refused")))
                .hasSize(2);

        clock.passes(WITHIN);
        senders.refused("invented", "10.0.0.1");

        assertThat(told).hasSize(2);
        assertThat(((SenderRefused) told.get(1)).remotes()).endsWith("10.0.4.1 and others");
    }
}
