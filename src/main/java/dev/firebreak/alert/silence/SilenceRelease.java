package dev.firebreak.alert.silence;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.silence.SilencedAlerts.HeldPayload;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When a silence ends, each payload that names an alert which it holds and which still fires goes back into the journal
 * as one to be applied. The sweeper applies it as any other: alerts that it forgot for that open or join an incident and
 * people are paged, all others are known. Any node does it, each payload in one transaction, so that a node that dies
 * loses nothing and nothing comes twice.
 */
@Component
public class SilenceRelease implements BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SilenceRelease.class);

    private final ActiveSilences active;
    private final SilencedAlerts held;
    private final Journal journal;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "silences", EVERY, this::run);

    SilenceRelease(
            ActiveSilences active,
            SilencedAlerts held,
            Journal journal,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.active = active;
        this.held = held;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
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
        transaction.executeWithoutResult(status -> {
            if (held.release(payload) > 0) {
                journal.applyAgain(payload.delivery());
            }
        });
    }

    /** A person has changed a silence: this node need not wait for the next round. */
    public void wake() {
        loop.wake();
    }

    /** Before the queue of new payloads opens: what senders send to a node that starts is silenced, too. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public void start() {
        try {
            active.refresh(clock.instant());
        } catch (RuntimeException e) {
            log.warn("Can't read the silences; the next round tries again", e);
        }
        BackgroundWork.super.start();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sweep();
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
