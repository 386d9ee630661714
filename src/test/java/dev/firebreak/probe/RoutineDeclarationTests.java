package dev.firebreak.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.probe.RoutineDeclaration.Period;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("A032")
class RoutineDeclarationTests {

    /** Berlin is one hour ahead of UTC in winter and two in summer. */
    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-11-29T05:59:59Z, 2026-11-28T06:00:00Z, 2026-11-29T06:00:00Z",
        "DAY,   2026-11-29T06:00:00Z, 2026-11-29T06:00:00Z, 2026-11-30T06:00:00Z",
        "DAY,   2026-03-29T12:00:00Z, 2026-03-29T05:00:00Z, 2026-03-30T05:00:00Z",
        "WEEK,  2026-11-29T12:00:00Z, 2026-11-23T06:00:00Z, 2026-11-30T06:00:00Z",
        "WEEK,  2026-11-30T05:00:00Z, 2026-11-23T06:00:00Z, 2026-11-30T06:00:00Z",
        "MONTH, 2026-11-29T12:00:00Z, 2026-11-01T06:00:00Z, 2026-12-01T06:00:00Z",
        "MONTH, 2026-03-01T05:00:00Z, 2026-02-01T06:00:00Z, 2026-03-01T06:00:00Z",
        "MONTH, 2026-12-31T23:30:00Z, 2026-12-01T06:00:00Z, 2027-01-01T06:00:00Z"
    })
    void itIsDueAtItsTimeInItsZone(Period period, Instant now, Instant last, Instant next) {
        var routine = new RoutineDeclaration("r", "services", period, LocalTime.of(7, 0), ZoneId.of("Europe/Berlin"));

        assertThat(routine.lastDue(now)).isEqualTo(last);
        assertThat(routine.nextDue(now)).isEqualTo(next);
        assertThat(routine.lastDue(next)).isEqualTo(next);
        assertThat(routine.dueBefore(next)).isEqualTo(last);
    }
}
