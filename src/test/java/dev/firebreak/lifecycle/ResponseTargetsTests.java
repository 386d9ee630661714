package dev.firebreak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTargetsTests {

    private final DecisionTable targets = new DecisionTable("set-response-targets");

    @ParameterizedTest
    @CsvSource({
        "P1, PT15M, PT15M, all,     'engineering, executives', true",
        "P2, PT30M, PT30M, primary, engineering,              true",
        "P3, PT2H,  PT2H,  notify,  engineering,              true",
        "P4, P1D,   next-business-day, none, '',              false",
        "P5, P7D,   best-effort, none, '',                    false",
        "P9, PT15M, PT15M, all,     'engineering, executives', true"
    })
    void everySeverityHasItsClocksAndItsAudience(
            String severity, String acknowledge, String respond, String paging, String audiences, boolean postMortem) {
        var answer = targets.decide(Map.of("severity", severity));

        assertThat(answer)
                .containsEntry("acknowledgeWithin", acknowledge)
                .containsEntry("respondWithin", respond)
                .containsEntry("paging", paging)
                .containsEntry("audiences", audiences)
                .containsEntry("postMortemNeeded", postMortem);
    }

    @Test
    void theNextBusinessDayOfAFridayBeforeAHolidayIsTuesday() {
        var berlin = ZoneId.of("Europe/Berlin");
        var weekdays =
                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
        var holidays = Set.of(LocalDate.parse("2026-11-23"));
        var calendar = new BusinessCalendar(berlin, LocalTime.of(9, 0), LocalTime.of(17, 0), weekdays, holidays);

        var due = calendar.endOfNextBusinessDay(Instant.parse("2026-11-20T22:30:00Z"));

        assertThat(due).isEqualTo(Instant.parse("2026-11-24T16:00:00Z"));
    }
}
