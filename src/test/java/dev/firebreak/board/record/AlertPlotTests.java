package dev.firebreak.board.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.view.AlertView;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertPlotTests {

    private static final Instant BEGIN = Instant.parse("2026-11-28T13:00:00Z");

    @Test
    void alertsAreBarsAndMilestonesTicksOfOneTimeLine() {
        var plot = AlertPlot.of(
                List.of(alert("PoolExhausted", "resolved", 0, 300L), alert("HighLoad", "firing", 300, null)),
                List.of(new TimelineEntry(
                        1, BEGIN.plusSeconds(150), Milestone.ACKNOWLEDGED, "Acknowledged", "rex", "")),
                BEGIN.plusSeconds(600));

        assertThat(plot.bars())
                .containsExactly(
                        new AlertPlot.Bar(0, 1, 299, "cleared", "PoolExhausted"),
                        new AlertPlot.Bar(299, 9, 299, "firing", "HighLoad"));
        assertThat(plot.ticks())
                .containsExactly(new AlertPlot.Tick(
                        149,
                        "First responder acknowledged",
                        "13:02",
                        BEGIN.plusSeconds(150).toString()));
        assertThat(plot.words()).isEqualTo("1 of 2 alerts fire. First responder acknowledged 13:02 UTC");
    }

    @Test
    void anAlertThatEndsBeforeItStartsIsStillAMarkInsideThePicture() {
        var plot = AlertPlot.of(List.of(alert("Odd", "resolved", 900, -900L)), List.of(), BEGIN.plusSeconds(600));

        assertThat(plot.bars()).allSatisfy(bar -> {
            assertThat(bar.x()).isBetween(0, AlertPlot.WIDTH);
            assertThat(bar.width()).isPositive();
        });
    }

    @Test
    void withoutAlertsThereIsNoPlot() {
        assertThat(AlertPlot.of(List.of(), List.of(), BEGIN)).isNull();
    }

    private static AlertView alert(String name, String status, long from, Long to) {
        var ends = to == null ? null : BEGIN.plusSeconds(to);
        return new AlertView(
                "default",
                "f",
                status,
                name,
                null,
                "gitea",
                "slow",
                null,
                name,
                null,
                List.of(),
                null,
                null,
                List.of(),
                false,
                BEGIN.plusSeconds(from),
                ends,
                BEGIN,
                BEGIN,
                1);
    }
}
