package dev.firebreak.alert.pipeline;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.watch.Staleness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies journaled payloads that this node or a dead one has not applied (guarantees.md A4), marks stale alerts, and deletes
 * old payloads.
 */
@Component
class Sweeper implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 50;

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final Journal journal;
    private final BatchProcessor processor;
    private final RetryPolicy retries;
    private final Staleness staleness;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private ScheduledExecutorService timer;

    Sweeper(
            Journal journal,
            BatchProcessor processor,
            RetryPolicy retries,
            Staleness staleness,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.processor = processor;
        this.retries = retries;
        this.staleness = staleness;
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
            processor.run(List.of(journal.read(payload).orElseThrow()));
            return true;
        } catch (Exception e) {
            retries.add(payload, e);
            return false;
        }
    }

    void tidy() {
        staleness.mark();
        transaction.executeWithoutResult(
                status -> journal.forget(clock.instant().minus(settings.keepBodies())));
    }

    @Override
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(work -> PAGING.thread(work, "alert-sweeper"));
        timer.scheduleWithFixedDelay(
                () -> quietly(this::sweep), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(
                () -> quietly(this::tidy), TIDY_EVERY.toMillis(), TIDY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sweep();
    }

    /** A task that throws would never run again. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            log.warn("Sweeping failed; it will be retried", e);
        }
    }

    @Override
    public void stop() {
        timer.shutdown();
        try {
            timer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null && !timer.isShutdown();
    }
}
