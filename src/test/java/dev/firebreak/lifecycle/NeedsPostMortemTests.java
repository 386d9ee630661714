package dev.firebreak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which incidents need a post-mortem. */
@Tag("A114")
class NeedsPostMortemTests {

    private final DecisionTable table = new DecisionTable("needs-post-mortem");

    @ParameterizedTest
    @CsvSource({
        "P1, false, no,       false, 1,   true",
        "P2, false, no,       false, 1,   true",
        "P3, false, no,       false, 1,   true",
        "P4, false, no,       false, 239, false",
        "P4, false, no,       false, 240, true",
        "P5, true,  no,       false, 1,   true",
        "P5, false, yes,      false, 1,   true",
        "P5, false, unstated, false, 1,   false",
        "P5, false, no,       true,  1,   true",
        "P9, false, no,       false, 1,   true"
    })
    void severityRepeatDataSecurityAndDurationDecide(
            String severity, boolean repeat, String data, boolean security, long minutes, boolean needed) {
        var answer = table.decide(Map.of(
                "severity",
                severity,
                "repeatIncident",
                repeat,
                "dataAtRisk",
                data,
                "securityIncident",
                security,
                "incidentMinutes",
                minutes));

        assertThat(answer).containsEntry("postMortemNeeded", needed);
    }
}
