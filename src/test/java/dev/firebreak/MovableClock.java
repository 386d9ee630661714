package dev.firebreak;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * The clock of all tests: a test moves it. Between moves it stands still ({@link #MovableClock()}), goes with real time
 * ({@link #running}), or stands still and takes the engine's static clock with it ({@link #withTheEngine}).
 */
public class MovableClock extends Clock {

    /** Where a clock that stands still begins. */
    public static final Instant START = Instant.parse("2026-11-22T07:16:30Z");

    private final Clock base;
    private volatile Duration ahead = Duration.ZERO;

    public MovableClock() {
        this(fixed(START, ZoneOffset.UTC));
    }

    private MovableClock(Clock base) {
        this.base = base;
    }

    public static MovableClock running() {
        return new MovableClock(systemUTC());
    }

    /** Begins at the present second. */
    public static MovableClock withTheEngine() {
        var clock = new MovableClock() {
            @Override
            void moved() {
                ClockUtil.setCurrentTime(Date.from(instant()));
            }
        };
        clock.moveToThePresent();
        return clock;
    }

    public void passes(Duration time) {
        ahead = ahead.plus(time);
        moved();
    }

    public void moveTo(Instant then) {
        ahead = Duration.between(base.instant(), then);
        moved();
    }

    void moved() {}

    final void moveToThePresent() {
        moveTo(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
