package dev.firebreak.probe.redis;

import static dev.firebreak.probe.KindFixture.looks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.probe.KindFixture;
import dev.firebreak.probe.TargetsFixture;
import dev.firebreak.probe.address.SocketsFixture;
import dev.firebreak.probe.http.PlayedServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What plays Redis answers every command at once, as a pipeline. */
@Tag("A033")
class RedisKindTests {

    private static RedisKind kind(String url) {
        return new RedisKind(
                TargetsFixture.of("mosaic-redis", "redis", Map.of("url", url)),
                KindFixture.secrets(Map.of()),
                SocketsFixture.plain());
    }

    @Test
    @Tag("G22")
    void aServerThatSaysNothingIsAFailureInTime() {
        try (var silent = new PlayedServer(out -> Thread.sleep(5_000))) {
            var seen =
                    looks(kind("redis://127.0.0.1:" + silent.port()), "{target: mosaic-redis}", Duration.ofMillis(300));

            assertThat(seen.passed()).isFalse();
            assertThat(seen.finding()).startsWith("mosaic-redis ");
        }
    }

    @Test
    void aServerThatIsAwayOrUnknownIsAFailure() {
        assertThat(looks(kind("redis://127.0.0.1:1"), "{target: mosaic-redis}").passed())
                .isFalse();
        assertThat(looks(kind("redis://127.0.0.1:1"), "{target: other}").finding())
                .isEqualTo("the catalogue has no target other");
        assertThat(looks(kind("http://127.0.0.1:1"), "{target: mosaic-redis}").finding())
                .isEqualTo("mosaic-redis: settings.url in the catalogue is no address of Redis");
    }

    @Test
    @Tag("H42")
    void theNameIsResolvedOnce_whenItIsChecked() {
        try (var server = new PlayedServer(out -> {})) {
            var redis = new RedisKind(
                    TargetsFixture.of(
                            "mosaic-redis", "redis", Map.of("url", "redis://checked.invalid:" + server.port())),
                    KindFixture.secrets(Map.of()),
                    SocketsFixture.knowing("checked.invalid"));

            var seen = looks(redis, "{target: mosaic-redis}", Duration.ofMillis(300));

            assertThat(seen.finding()).isEqualTo("mosaic-redis did not end within 300 ms");
            assertThat(server.connections()).isPositive();
        }
    }

    @Test
    @Tag("H42")
    void aMetadataServiceIsRefusedHereToo() {
        assertThat(looks(kind("redis://169.254.169.254:6379"), "{target: mosaic-redis}")
                        .finding())
                .isEqualTo(
                        "mosaic-redis: 169.254.169.254 is refused: it is link-local, multicast or no address of a host");
    }
}
