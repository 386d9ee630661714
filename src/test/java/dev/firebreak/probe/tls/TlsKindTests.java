package dev.firebreak.probe.tls;

import static dev.firebreak.probe.KindFixture.looks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.comms.channel.TestCertificates;
import dev.firebreak.comms.channel.TestCertificates.Shown;
import dev.firebreak.probe.KindFixture;
import dev.firebreak.probe.address.SocketsFixture;
import dev.firebreak.probe.http.PlayedServer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates that end in a day, seen from today and from twenty days before. */
@Tag("A033")
class TlsKindTests {

    private static final TestCertificates CERTIFICATES = new TestCertificates();

    private static TlsKind at(Clock clock) {
        return new TlsKind(SocketsFixture.trusting(CERTIFICATES.client().getSocketFactory()), clock);
    }

    private static PlayedServer server(Shown shown) {
        return new PlayedServer(CERTIFICATES.server(shown).getServerSocketFactory(), out -> Thread.sleep(50));
    }

    @Test
    void aCertificateThatEndsSoonIsAFailure_andOneWithTimeLeftIsNot() {
        try (var server = server(Shown.RIGHT)) {
            var yaml = "{address: localhost:" + server.port() + "}";

            var soon = looks(at(Clock.systemUTC()), yaml);
            var later = looks(at(Clock.offset(Clock.systemUTC(), Duration.ofDays(-20))), yaml);

            assertThat(soon.passed()).isFalse();
            assertThat(soon.finding())
                    .startsWith("localhost:" + server.port() + " shows a certificate that ends in 0 days (")
                    .endsWith("), and 14 days are wanted: renew it");
            assertThat(later.passed()).isTrue();
            assertThat(later.finding()).contains(" shows a certificate that ends in 20 days (");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXPIRED         | shows a certificate that has expired",
                "OTHER_NAME      | shows a certificate of another name: No subject alternative DNS name matching localhost",
                "OTHER_AUTHORITY | shows a certificate that no trusted authority has signed"
            })
    void anInvalidCertificateIsAFailureThatSaysWhy(Shown shown, String why) {
        try (var server = server(shown)) {
            var seen = looks(at(Clock.systemUTC()), "{address: localhost:" + server.port() + "}");

            assertThat(seen.passed()).isFalse();
            assertThat(seen.finding()).contains(why);
        }
    }

    @Test
    @Tag("G22")
    void aServerThatSpeaksNoTlsOrNothingIsAFailureInTime() {
        try (var server = PlayedServer.of("SSH-2.0-OpenSSH_9.2\r\n");
                var silent = new PlayedServer(out -> Thread.sleep(5_000))) {
            var other =
                    looks(at(Clock.systemUTC()), "{address: localhost:" + server.port() + "}", Duration.ofSeconds(2));
            var nothing =
                    looks(at(Clock.systemUTC()), "{address: localhost:" + silent.port() + "}", Duration.ofMillis(300));

            assertThat(other.passed()).isFalse();
            assertThat(nothing.finding()).endsWith("did not end within 300 ms");
        }
    }

    @Test
    void aMistakeNamesItsField() {
        assertThatThrownBy(() -> KindFixture.declared(at(Clock.systemUTC()), "{address: localhost, daysLeft: 0}"))
                .hasMessage("""
                        probe.yaml:1:11 address: "localhost" is not a host and a port such as db.example:5432
                        probe.yaml:1:32 daysLeft: "0" is not a number of days from 1 to 3650""");
    }
}
