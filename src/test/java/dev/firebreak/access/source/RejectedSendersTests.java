package dev.firebreak.access.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.access.AccessDatabase;
import dev.firebreak.access.RecordedChanges;
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
    private final List<Object> published = new ArrayList<>();
    private final SourceTokens tokens = new SourceTokens(AccessDatabase.fresh(), new RecordedChanges(), clock);
    private final RejectedSenders senders = new RejectedSenders(tokens, published::add, clock);

    @BeforeEach
    void createTwoSources() {
        activate("default", null);
        activate("grafana", clock.instant());
        tokens.find(null, "wrong");
    }

    private void activate(String source, Instant expires) {
        tokens.activate(new SourceToken(source, Hash.sha256("a token of " + source), "high", expires), "configuration");
    }

    @Test
    @Tag("D19")
    void threeRefusalsWithinFiveMinutesAreTold() {
        reject("default", "127.0.0.1");
        reject("default", "127.0.0.1");
        assertThat(published).isEmpty();

        reject("default", "127.0.0.2");

        assertThat(published).containsExactly(new SenderRefused("default", "127.0.0.1, 127.0.0.2", 3, WITHIN));
    }

    @Test
    void refusalsFarApartAreNotTold() {
        for (var i = 0; i < 10; i++) {
            reject("default", "127.0.0.1");
            clock.passes(Duration.ofMinutes(3));
        }

        assertThat(published).isEmpty();
    }

    @Test
    void sourcesAreCountedApart() {
        reject("default", "127.0.0.1");
        reject(null, "127.0.0.1");
        reject("grafana", "127.0.0.1");

        assertThat(published).isEmpty();
    }

    @Test
    @Tag("D19")
    void namesThatAreNoSourceAreOneUnknownSender() {
        for (var n = 0; n < 30; n++) {
            reject(n % 2 == 0 ? "invented-" + n : null, "10.0.0." + n);
        }

        assertThat(published)
                .containsExactly(new SenderRefused("unknown sender", "10.0.0.0, 10.0.0.1, 10.0.0.2", 3, WITHIN));
    }

    @Test
    @Tag("D19")
    void whoeverShowsAnExpiredTokenIsTheSourceItWasOf() {
        for (var n = 0; n < 3; n++) {
            senders.add(Optional.of(new SourceCredentials(null, "a token of grafana")), "127.0.0.1");
        }

        assertThat(published).containsExactly(new SenderRefused("grafana", "127.0.0.1", 3, WITHIN));
    }

    private void reject(String name, String remote) {
        senders.add(Optional.of(new SourceCredentials(name, "wrong")), remote);
    }

    @Test
    @Tag("D21")
    void whoeverIsRefusedAllTheTimeIsToldOnceInFiveMinutesAndDoesNotFillTheLog(CapturedOutput log) {
        for (var n = 0; n < 10_000; n++) {
            reject("invented-" + n, "10.0." + n % 100 + ".1");
        }
        assertThat(published).hasSize(1);
        assertThat(log.getAll().lines().filter(line -> line.contains("Alerts rejected")))
                .hasSize(2);

        clock.passes(WITHIN);
        reject("invented", "10.0.0.1");

        assertThat(published).hasSize(2);
        assertThat(((SenderRefused) published.get(1)).remotes()).endsWith("10.0.4.1 and others");
    }
}
