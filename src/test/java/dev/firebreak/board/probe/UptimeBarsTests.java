package dev.firebreak.board.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.board.probe.UptimeBars.Bar;
import dev.firebreak.probe.view.ProbeView.Hour;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UptimeBarsTests {

    private static final Instant NOW = Instant.parse("2026-11-29T15:40:00Z");

    private static Hour hour(String at, int runs, int failures) {
        return new Hour(Instant.parse(at), runs, failures, runs * 80L, 400);
    }

    @Test
    void anHourInWhichAllFailedLooksLikeNoOther_andOneWithoutRunsHasNoBar() {
        var bars = UptimeBars.of(
                List.of(
                        hour("2026-11-28T16:00:00Z", 120, 0),
                        hour("2026-11-29T14:00:00Z", 120, 120),
                        hour("2026-11-29T15:00:00Z", 80, 40)),
                NOW);

        assertThat(bars.bars())
                .containsExactly(
                        new Bar(0, 0, 20, "passed"), new Bar(220, 0, 20, "failed"), new Bar(230, 10, 10, "partly"));
        assertThat(bars.words()).isEqualTo("50.0 % of 320 runs passed in the last 24 hours, 80 ms on average");
    }

    @Test
    void oneFailureInADayDoesNotReadAsNone() {
        assertThat(UptimeBars.of(List.of(hour("2026-11-29T14:00:00Z", 2_880, 1)), NOW)
                        .words())
                .startsWith("99.9 % of 2880 runs passed");
    }

    @Test
    void withoutARunThereAreNoFigures() {
        assertThat(UptimeBars.of(List.of(), NOW).words()).isEqualTo("no run in the last 24 hours");
        assertThat(UptimeBars.of(List.of(), NOW).hasBars()).isFalse();
    }
}
