package dev.firebreak.alert.silence;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.silence.SilencedAlerts.HeldPayload;
import dev.firebreak.database.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * When a silence ends, each alert that it holds and that still fires is applied again, as if it had arrived now: it opens
 * or joins an incident and people are paged. Any node does it, each payload in a transaction of its own, so that a node
 * that dies loses nothing and nothing comes twice.
 */
@Component
public class SilenceRelease implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SilenceRelease.class);

    private final ActiveSilences active;
    private final SilencedAlerts held;
    private final Journal journal;
    private final HeldAlertReplay intake;
    private final IntakeSettings settings;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "silences", EVERY, this::run);

    SilenceRelease(
            ActiveSilences active,
            SilencedAlerts held,
            Journal journal,
            HeldAlertReplay intake,
            IntakeSettings settings,
            Clock clock) {
        this.active = active;
        this.held = held;
        this.journal = journal;
        this.intake = intake;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reads the silences again and releases what those hold that are over. */
    public void run() {
        active.refresh(clock.instant());
        var now = active.at(clock.instant()).stream().map(Silence::id).collect(Collectors.toSet());
        for (var payload : held.heldByOthers(now)) {
            try {
                release(payload);
            } catch (RuntimeException e) {
                log.warn(
                        "Alerts of payload {} that a silence held are not released; the next round tries again",
                        payload.delivery(),
                        e);
            }
        }
    }

    private void release(HeldPayload payload) {
        journal.read(payload.delivery()).ifPresent(stored -> intake.apply(stored, now -> released(payload, now)));
    }

    private AlertPayload released(HeldPayload payload, AlertPayload stored) {
        var firing = held.release(payload);
        var alerts = stored.notification().alerts().stream()
                .filter(alert -> alert.firing() && firing.contains(alert.fingerprint()))
                .toList();
        return stored.again(alerts, clock.instant());
    }

    /** A person has changed a silence: this node need not wait for the next round. */
    public void wake() {
        loop.wake();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sweep();
    }

    @Override
    public void stop() {
        loop.stop(STOP_TIMEOUT);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
