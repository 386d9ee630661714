package dev.firebreak.board.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Incidents.OpenedOnDay;
import dev.firebreak.incident.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void whileOneRequestCountsAgainTheOthersShowTheLastCount() throws Exception {
        var minute = new AtomicInteger();
        var counts = new AtomicInteger();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var start = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
        var bars = new DayBars(
                now -> {
                    if (counts.incrementAndGet() > 1) {
                        begun.countDown();
                        await(goOn);
                    }
                    return new DayBars.Bars(List.of(), "count " + counts.get(), "");
                },
                played(() -> start.plus(Duration.ofMinutes(minute.get()))));
        assertThat(bars.bars().words()).isEqualTo("count 1");
        minute.set(2);

        var counting = Executors.newSingleThreadExecutor();
        try {
            var second = counting.submit(bars::bars);
            begun.await();

            assertThat(bars.bars().words()).isEqualTo("count 1");
            goOn.countDown();
            assertThat(second.get().words()).isEqualTo("count 2");
            assertThat(bars.bars().words()).isEqualTo("count 2");
        } finally {
            counting.shutdownNow();
        }
    }

    private static Clock played(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
