package dev.firebreak.comms.room;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.DatabaseBulkhead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every few seconds which channels are due. Without a token nothing runs: Firebreak needs no Slack. */
@Component
class RoomKeeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RoomKeeper.class);

    private static final Duration POLL_EVERY = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    /** Longer than all calls of one look: another node takes over only if this one has died. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MAX_IN_A_ROUND = 50;

    private final RoomSettings settings;
    private final Rooms rooms;
    private final RoomWork work;
    private final Clock clock;
    private final BackgroundLoop loop;
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile boolean isRunning;

    RoomKeeper(RoomSettings settings, Rooms rooms, RoomWork work, Clock clock) {
        this.settings = settings;
        this.rooms = rooms;
        this.work = work;
        this.clock = clock;
        this.loop = new BackgroundLoop(DatabaseBulkhead.STEPS, "rooms", POLL_EVERY, this::keep);
    }

    /** One look at all channels that are due. */
    void keep() {
        if (!settings.isOn() || clock.instant().isBefore(pausedUntil)) {
            return;
        }
        rooms.add(settings.severities());
        for (var done = 0; done < MAX_IN_A_ROUND; done++) {
            var due = rooms.claim(LEASE);
            if (due.isEmpty() || !advance(due.get())) {
                return;
            }
        }
    }

    /** Returns whether Slack takes more now. */
    private boolean advance(Room room) {
        try {
            work.advance(room);
            rooms.lookAgain(room, STEADY, null);
            return true;
        } catch (SlackProblem problem) {
            log.warn("Slack room of {}: {}", room.incident(), problem.getMessage());
            var pause = problem.pause();
            rooms.lookAgain(room, pause == null ? backoff(room.attempts()) : pause, problem.getMessage());
            if (pause != null) {
                pausedUntil = clock.instant().plus(pause);
            }
            return pause == null;
        }
    }

    private static Duration backoff(int attempts) {
        var wait = STEADY.multipliedBy(1L << Math.min(attempts, 6));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    @Override
    public void start() {
        isRunning = true;
        if (settings.isOn()) {
            loop.start();
        }
    }

    @Override
    public void stop() {
        isRunning = false;
        loop.stop(STOP_TIMEOUT);
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
