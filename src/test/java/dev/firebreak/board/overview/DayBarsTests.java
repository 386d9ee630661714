package dev.firebreak.board.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Incidents.OpenedOnDay;
import dev.firebreak.incident.Severity;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayBarsTests {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    @Test
    void theWorstStandAtTheBottomAndNoBarIsInvisible() {
        var bars = DayBars.of(
                FIRST,
                List.of(
                        new OpenedOnDay(FIRST, Severity.P3, 60),
                        new OpenedOnDay(FIRST, Severity.P1, 20),
                        new OpenedOnDay(FIRST.plusDays(29), null, 1)),
                "");

        assertThat(bars.words()).isEqualTo("81 incidents in the last 30 days, at most 80 on one day");
        assertThat(bars.bars())
                .containsExactly(
                        new DayBars.Bar(0, 30, 10, "p1"),
                        new DayBars.Bar(0, 0, 30, "p3"),
                        new DayBars.Bar(290, 39, 1, "unknown"));
    }

    @Test
    void noIncidentsAreNoBars() {
        assertThat(DayBars.of(FIRST, List.of(), "").bars()).isEmpty();
    }
}
