package dev.firebreak.access.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.access.AccessDatabase;
import dev.firebreak.access.SenderRefused;
import dev.firebreak.text.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RejectedSendersTests {

    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock();
    private final List<Object> told = new ArrayList<>();
    private final SourceTokens tokens = new SourceTokens(AccessDatabase.fresh(), clock);
    private final RejectedSenders senders = new RejectedSenders(tokens, told::add, clock);

    @BeforeEach
    void twoSourcesAreThere() {
        admit("default", null);
        admit("grafana", clock.instant());
        tokens.find(null, "wrong");
    }

    private void admit(String source, Instant expires) {
        tokens.admit(new SourceToken(source, Hash.sha256("a token of " + source), "high", expires), "configuration");
    }

    @Test
    @Tag("D19")
    void threeRefusalsWithinFiveMinutesAreTold() {
        refuse("default", "127.0.0.1");
        refuse("default", "127.0.0.1");
        assertThat(told).isEmpty();

        refuse("default", "127.0.0.2");

        assertThat(told).containsExactly(new SenderRefused("default", "127.0.0.1, 127.0.0.2", 3, WITHIN));
    }

    @Test
    void refusalsFarApartAreNotTold() {
        for (var i = 0; i < 10; i++) {
            refuse("default", "127.0.0.1");
            clock.passes(Duration.ofMinutes(3));
        }

        assertThat(told).isEmpty();
    }

    @Test
    void sourcesAreCountedApart() {
        refuse("default", "127.0.0.1");
        refuse(null, "127.0.0.1");
        refuse("grafana", "127.0.0.1");

        assertThat(told).isEmpty();
    }

    @Test
    @Tag("D19")
    void namesThatAreNoSourceAreOneUnknownSender() {
        for (var n = 0; n < 30; n++) {
            refuse(n % 2 == 0 ? "invented-" + n : null, "10.0.0." + n);
        }

        assertThat(told)
                .containsExactly(new SenderRefused("unknown sender", "10.0.0.0, 10.0.0.1, 10.0.0.2", 3, WITHIN));
    }

    @Test
    @Tag("D19")
    void whoeverShowsAnExpiredTokenIsTheSourceItWasOf() {
        for (var n = 0; n < 3; n++) {
            senders.refused(Optional.of(new SourceCredentials(null, "a token of grafana")), "127.0.0.1");
        }

        assertThat(told).containsExactly(new SenderRefused("grafana", "127.0.0.1", 3, WITHIN));
    }

    private void refuse(String name, String remote) {
        senders.refused(Optional.of(new SourceCredentials(name, "wrong")), remote);
    }

    @Test
    @Tag("D21")
    void whoeverIsRefusedAllTheTimeIsToldOnceInFiveMinutesAndDoesNotFillTheLog(CapturedOutput log) {
        for (var n = 0; n < 10_000; n++) {
            refuse("invented-" + n, "10.0." + n % 100 + ".1");
        }
        assertThat(told).hasSize(1);
        assertThat(log.getAll().lines().filter(line -> line.contains("Alerts refused")))
                .hasSize(2);

        clock.passes(WITHIN);
        refuse("invented", "10.0.0.1");

        assertThat(told).hasSize(2);
        assertThat(((SenderRefused) told.get(1)).remotes()).endsWith("10.0.4.1 and others");
    }
}
