package dev.firebreak.comms.room;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.Backoff;
import dev.firebreak.database.DatabaseBulkhead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks every few seconds which channels are due. Without a token nothing runs: Firebreak needs no Slack. */
@Component
class RoomLoop implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(RoomLoop.class);

    private static final Duration POLL_EVERY = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    /** Longer than all calls of one look: another node takes over only if this one has died. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Backoff BACKOFF = new Backoff(STEADY, Duration.ofMinutes(10));
    private static final int MAX_IN_A_ROUND = 50;

    private final RoomSettings settings;
    private final Rooms rooms;
    private final RoomReconciler reconciler;
    private final Clock clock;
    private final BackgroundLoop loop;
    private volatile Instant pausedUntil = Instant.MIN;

    RoomLoop(RoomSettings settings, Rooms rooms, RoomReconciler reconciler, Clock clock) {
        this.settings = settings;
        this.rooms = rooms;
        this.reconciler = reconciler;
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
            reconciler.advance(room);
            rooms.lookAgain(room, STEADY, null);
            return true;
        } catch (SlackProblem problem) {
            log.warn("Slack room of {}: {}", room.incident(), problem.getMessage());
            var pause = problem.pause();
            rooms.lookAgain(room, pause == null ? BACKOFF.after(room.attempts()) : pause, problem.getMessage());
            if (pause != null) {
                pausedUntil = clock.instant().plus(pause);
            }
            return pause == null;
        }
    }

    @Override
    public void start() {
        if (settings.isOn()) {
            BackgroundWork.super.start();
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
