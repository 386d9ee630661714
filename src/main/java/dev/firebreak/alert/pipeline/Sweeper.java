package dev.firebreak.alert.pipeline;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.journal.PayloadSuspects;
import dev.firebreak.alert.storm.StormWatch;
import dev.firebreak.alert.watch.AllClearNotifier;
import dev.firebreak.alert.watch.Staleness;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.Suspects.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies journaled payloads that this node or a dead one has not applied (guarantees.md A4), each alone, so that one
 * which ends nodes is found and parked (guarantees.md A19); marks stale alerts, gives
 * all-clears that were held back, ends storms, and deletes old payloads.
 */
@Component
public class Sweeper implements BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int AT_ONCE = 50;

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final Journal journal;
    private final LargePayloads large;
    private final PayloadSuspects suspects;
    private final RetryPolicy retries;
    private final Staleness staleness;
    private final AllClearNotifier allClear;
    private final StormWatch storms;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final BackgroundLoop sweeping = new BackgroundLoop(PAGING, "alert-sweeper", EVERY, this::sweep);
    private final BackgroundLoop tidying = new BackgroundLoop(PAGING, "alert-tidy", TIDY_EVERY, this::tidy);

    Sweeper(
            Journal journal,
            LargePayloads large,
            PayloadSuspects suspects,
            RetryPolicy retries,
            Staleness staleness,
            AllClearNotifier allClear,
            StormWatch storms,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.large = large;
        this.suspects = suspects;
        this.retries = retries;
        this.staleness = staleness;
        this.allClear = allClear;
        this.storms = storms;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Looks for due payloads now. */
    public void wake() {
        sweeping.wake();
    }

    /** Whether every due payload could be applied; goes on as long as some of them can. */
    boolean sweep() {
        List<UUID> due;
        boolean goesOn;
        var clean = true;
        suspects.look();
        do {
            due = journal.due(AT_ONCE);
            goesOn = false;
            for (var payload : due) {
                var isDone = apply(payload);
                clean &= isDone;
                goesOn |= isDone;
            }
        } while (goesOn && due.size() == AT_ONCE);
        return clean;
    }

    private boolean apply(UUID payload) {
        Turn turn = null;
        try {
            turn = suspects.begin(payload);
            if (turn.isParked()) {
                retries.park(payload, turn.deaths());
                suspects.notRun(payload);
                return true;
            }
            return turn.isMine() && apply(payload, turn);
        } catch (Throwable e) {
            retries.add(payload, e);
            if (turn != null) {
                suspects.ended(payload);
            }
            return false;
        }
    }

    /** What another transaction holds at this moment is no suspect because of this node. */
    private boolean apply(UUID payload, Turn turn) {
        var isApplied = large.apply(journal.read(payload).orElseThrow()).isPresent();
        if (isApplied || turn.isNew()) {
            suspects.ended(payload);
        } else {
            suspects.notRun(payload);
        }
        return true;
    }

    void tidy() {
        staleness.mark();
        allClear.releaseDue();
        storms.endThoseOver();
        transaction.executeWithoutResult(
                status -> journal.forget(clock.instant().minus(settings.keepBodies())));
    }

    /** Before the queue of new payloads opens: a sender may send again what ended this node. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public void start() {
        try {
            suspects.leave(journal.due(AT_ONCE));
        } catch (RuntimeException e) {
            log.warn("Can't look for payloads that were left; the sweeper looks again", e);
        }
        BackgroundWork.super.start();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sweep();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(sweeping, tidying);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
