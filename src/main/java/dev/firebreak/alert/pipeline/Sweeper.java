package dev.firebreak.alert.pipeline;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.watch.AllClearNotifier;
import dev.firebreak.alert.watch.Staleness;
import dev.firebreak.database.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies journaled payloads that this node or a dead one has not applied (guarantees.md A4), marks stale alerts, gives
 * all-clears that were held back, and deletes old payloads.
 */
@Component
class Sweeper implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int AT_ONCE = 50;

    private final Journal journal;
    private final LargePayloads large;
    private final RetryPolicy retries;
    private final Staleness staleness;
    private final AllClearNotifier allClear;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final BackgroundLoop sweeping = new BackgroundLoop(PAGING, "alert-sweeper", EVERY, this::sweep);
    private final BackgroundLoop tidying = new BackgroundLoop(PAGING, "alert-tidy", TIDY_EVERY, this::tidy);

    Sweeper(
            Journal journal,
            LargePayloads large,
            RetryPolicy retries,
            Staleness staleness,
            AllClearNotifier allClear,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.large = large;
        this.retries = retries;
        this.staleness = staleness;
        this.allClear = allClear;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether every due payload could be applied. */
    boolean sweep() {
        List<UUID> due;
        var clean = true;
        do {
            due = journal.due(AT_ONCE);
            for (var payload : due) {
                clean &= apply(payload);
            }
        } while (clean && due.size() == AT_ONCE);
        return clean;
    }

    private boolean apply(UUID payload) {
        try {
            large.apply(journal.read(payload).orElseThrow());
            return true;
        } catch (Exception e) {
            retries.add(payload, e);
            return false;
        }
    }

    void tidy() {
        staleness.mark();
        allClear.releaseDue();
        transaction.executeWithoutResult(
                status -> journal.forget(clock.instant().minus(settings.keepBodies())));
    }

    @Override
    public void start() {
        sweeping.start();
        tidying.start();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sweep();
    }

    @Override
    public void stop() {
        sweeping.stop(STOP_TIMEOUT);
        tidying.stop(STOP_TIMEOUT);
    }

    @Override
    public boolean isRunning() {
        return sweeping.isRunning();
    }
}
