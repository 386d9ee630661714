package dev.firebreak.runbook.step.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.check.AddressReport.Reached;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("A088")
class AddressReportTests {

    private static final Instant NOW = Instant.parse("2026-11-22T07:16:30Z");
    private static final URI ADDRESS = URI.create("https://shop.example.test/health");

    @ParameterizedTest
    @CsvSource({
        "NOTHING, can't be resolved, name server",
        "NAME, can't be reached from here, network",
        "ROUTE, accepts no connection, firewall",
        "CONNECTION, shows no valid certificate, certificate",
        "CERTIFICATE, does not answer, hangs"
    })
    void howFarAClientComesSaysWhereToLook(Reached reached, String said, String advice) {
        var report = new AddressReport(ADDRESS, reached, "why", 0, Duration.ofMillis(7), null);

        assertThat(report.isGood()).isFalse();
        assertThat(report.said()).isEqualTo(ADDRESS + " " + said + ": why");
        assertThat(report.advice(NOW)).contains(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, ''",
        "204, true, ''",
        "401, false, No login was tried",
        "403, false, No login was tried",
        "404, false, path",
        "429, false, limits requests",
        "302, false, Look why it answers 302.",
        "503, false, trouble of its own"
    })
    void anAnswerSaysWhatToDo(int status, boolean isGood, String advice) {
        var report = new AddressReport(ADDRESS, Reached.ANSWER, null, status, Duration.ofMillis(7), null);

        assertThat(report.isGood()).isEqualTo(isGood);
        assertThat(report.said()).isEqualTo(ADDRESS + " answers " + status + " in 7 ms");
        assertThat(report.advice(NOW)).contains(advice);
    }

    @Test
    void aCertificateThatEndsSoonIsTold() {
        assertThat(ending(Duration.ofDays(13)).advice(NOW)).isEqualTo("Its certificate ends in 13 days: renew it.");
        assertThat(ending(Duration.ofDays(15)).advice(NOW)).isEmpty();
    }

    private static AddressReport ending(Duration left) {
        return new AddressReport(ADDRESS, Reached.ANSWER, null, 200, Duration.ofMillis(7), NOW.plus(left));
    }
}
