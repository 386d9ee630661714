package dev.firebreak.report.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.Severity;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a CSV of earlier incidents may hold, and how its errors read. */
class HistoryReaderTests {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final String HEAD = "opened,acknowledged,resolved,severity,service,cause\n";

    @Test
    void columnsComeInAnyOrderWithQuotesZonesAndLineBreaks() {
        var found = HistoryReader.read(
                "\uFEFFService,Cause,Opened,Acknowledged,Resolved,Severity\r\n"
                        + "shop,\"A leak, \"\"slow\"\"\nand steady\",2026-03-01 14:05,,2026-03-01T16:05:00+01:00,high\r\n\r\n",
                NOW);

        assertThat(found)
                .containsExactly(new PastIncident(
                        Instant.parse("2026-03-01T14:05:00Z"),
                        null,
                        Instant.parse("2026-03-01T15:05:00Z"),
                        Severity.P2,
                        "shop",
                        "A leak, \"slow\" and steady"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-03-01T14:05Z,,,P1,shop,=HYPERLINK("x") | line 2, cause: looks like a formula
            2026-03-01T14:05Z,,,P1,@shop,             | line 2, service: looks like a formula
            2026-03-01T14:05Z,,,P9,shop,              | line 2, severity: must be P1 to P5
            2026-03-32T14:05Z,,,P1,shop,              | line 2, opened: must be a time such as
            ,,,P1,shop,                               | line 2, opened: is missing
            2027-03-01T14:05Z,,,P1,shop,              | line 2, opened: must be after 1999 and not in the future
            2026-03-01T14:05Z,2026-03-01T14:04Z,,P1,shop, | line 2, acknowledged: is before what comes earlier
            2026-03-01T14:05Z,,2026-03-01T14:04Z,P1,shop, | line 2, resolved: is before what comes earlier
            2026-03-01T14:05Z,,,P1,,                  | line 2, service: is missing
            2026-03-01T14:05Z,,P1,shop,               | line 2: has 5 cells, not 6""")
    void anErrorNamesLineAndColumn(String row, String error) {
        assertThatThrownBy(() -> HistoryReader.read(HEAD + row, NOW)).hasMessageContaining(error);
    }

    @Test
    void wrongColumnsAreNamed() {
        assertThatThrownBy(() -> HistoryReader.read("opened,closed,severity,service,cause\n", NOW))
                .hasMessageContaining(
                        "line 1: the columns must be opened, acknowledged, resolved, severity, service, cause;"
                                + " missing: acknowledged, resolved; unknown: closed");
        assertThatThrownBy(() -> HistoryReader.read("", NOW)).hasMessageContaining("line 1: the columns must be");
    }

    @Test
    void theLineIsThatOfTheFileAlsoAfterCellsWithLineBreaks() {
        assertThatThrownBy(() -> HistoryReader.read(
                        HEAD + "2026-03-01T14:05Z,,,P1,shop,\"a\nb\"\n2026-03-01T14:05Z,,,x,shop,\n", NOW))
                .hasMessageContaining("line 4, severity");
    }

    @Test
    void aMillionRowsAreRefusedWithoutReadingThemAll() {
        var row = "2026-03-01T14:05Z,,,P1,shop,\n";

        assertThatThrownBy(() -> HistoryReader.read(HEAD + row.repeat(1_000_000), NOW))
                .hasMessageContaining("line 50002: more than 50000 incidents; import the history in several parts");
        assertThat(HistoryReader.read(HEAD + row.repeat(50_000), NOW)).hasSize(50_000);
    }

    @Test
    void noMoreThanTenProblemsAreTold() {
        assertThatThrownBy(() -> HistoryReader.read(HEAD + "x,,,P1,shop,\n".repeat(500), NOW))
                .hasMessageContaining("line 11, opened")
                .hasMessageNotContaining("line 12");
    }
}
