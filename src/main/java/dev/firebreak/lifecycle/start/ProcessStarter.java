package dev.firebreak.lifecycle.start;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
import static dev.firebreak.database.DatabaseBulkhead.TIMERS;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.start.ProcessStartOutbox.Lane;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The dispatcher of the {@link ProcessStartOutbox}. It starts up to ten processes in one transaction: with one, commits
 * would limit the throughput of an alert storm; with fifty, no page would leave for seconds (guarantees.md
 * "Performance"). A thread of its own starts what may become P1. Every node also starts the processes that a dead node
 * left.
 */
@Component
public class ProcessStarter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStarter.class);
    private static final int BATCH_SIZE = 10;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final ProcessStartOutbox starts;
    private final IncidentOpener opener;
    private final Incidents incidents;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final List<BackgroundLoop> loops = List.of(
            new BackgroundLoop(PAGING, "process-starter-urgent", POLL_INTERVAL, () -> startDue(Lane.URGENT)),
            new BackgroundLoop(TIMERS, "process-starter", POLL_INTERVAL, this::startDue));

    ProcessStarter(
            ProcessStartOutbox starts,
            IncidentOpener opener,
            Incidents incidents,
            Timeline timeline,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.starts = starts;
        this.opener = opener;
        this.incidents = incidents;
        this.timeline = timeline;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Starts all processes that are due, on this thread. */
    public void startDue() {
        startDue(Lane.ALL);
    }

    private void startDue(Lane lane) {
        while (startSome(lane) > 0) {
            // The next batch: a worse incident may have arrived meanwhile.
        }
    }

    /** Starts the first in turn. Returns how many started; zero if none is due or all are taken by other nodes. */
    int startSome(Lane lane) {
        try {
            return transaction.execute(status -> start(starts.claim(lane, BATCH_SIZE)));
        } catch (Exception e) {
            LOG.warn("Could not start processes together; starting them one by one", e);
            return (int) starts.due(lane, BATCH_SIZE).stream()
                    .filter(this::startAlone)
                    .count();
        }
    }

    private int start(List<ProcessStartOutbox.Start> claimed) {
        claimed.forEach(opener::start);
        return claimed.size();
    }

    private boolean startAlone(IncidentId incident) {
        try {
            return transaction.execute(status -> {
                incidents.lock(incident);
                return start(starts.take(List.of(incident))) > 0;
            });
        } catch (RuntimeException e) {
            LOG.error("Could not start the process of {}", incident, e);
            if (!OptimisticRetry.isConflict(e)) {
                transaction.executeWithoutResult(status -> postpone(incidents.lock(incident), e));
            }
            return false;
        }
    }

    /**
     * After several failures, people are paged without the process (guarantees.md "Alert intake"). It starts when its
     * model is corrected.
     */
    private void postpone(Incident incident, Exception why) {
        var reason = why.getClass().getSimpleName() + ": " + why.getMessage();
        if (starts.postpone(incident.id(), reason) == ProcessStartOutbox.MAX_FAILURES) {
            timeline.add(
                    incident.id(),
                    "The process of this incident does not start; Firebreak keeps trying",
                    "engine",
                    reason);
            events.publishEvent(new IncidentWithoutProcess(incident.id(), incident.source(), reason));
        }
    }

    @TransactionalEventListener
    void onRowsAdded(ProcessStartOutbox.RowsAdded event) {
        loops.forEach(BackgroundLoop::wake);
    }

    @Override
    public void start() {
        loops.forEach(BackgroundLoop::start);
    }

    /** Beside the rest of the shutdown (guarantees.md A18). */
    @Override
    public void stop(Runnable whenStopped) {
        TIMERS.thread(
                        () -> {
                            stop();
                            whenStopped.run();
                        },
                        "process-starter-stop")
                .start();
    }

    @Override
    public void stop() {
        loops.forEach(loop -> loop.stop(STOP_TIMEOUT));
    }

    @Override
    public boolean isRunning() {
        return loops.stream().anyMatch(BackgroundLoop::isRunning);
    }
}
