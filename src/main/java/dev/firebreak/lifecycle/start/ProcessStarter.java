package dev.firebreak.lifecycle.start;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
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
 * Starts the processes of incidents that were opened together, fifty in one transaction: the engine's commits would
 * otherwise be what a storm of alerts waits for (performance.md). What a dead node left is started by any other.
 */
@Component
public class ProcessStarter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStarter.class);
    private static final int AT_ONCE = 50;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ProcessStartOutbox starts;
    private final IncidentOpener opener;
    private final Incidents incidents;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "process-starter", LOOK_EVERY, this::startDue);

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

    /** Starts all that is due, in this thread. */
    public void startDue() {
        int started;
        do {
            started = startSome();
        } while (started == AT_ONCE);
    }

    private int startSome() {
        try {
            return transaction.execute(status -> start(starts.claim(AT_ONCE)));
        } catch (Exception e) {
            LOG.warn("Processes could not be started together, each gets its own try", e);
            starts.due(AT_ONCE).forEach(this::startAlone);
            return 0;
        }
    }

    private int start(List<ProcessStartOutbox.Start> claimed) {
        claimed.forEach(opener::start);
        return claimed.size();
    }

    private void startAlone(IncidentId incident) {
        try {
            transaction.executeWithoutResult(status -> {
                incidents.lock(incident);
                start(starts.take(List.of(incident)));
            });
        } catch (RuntimeException e) {
            LOG.error("The process of {} does not start", incident, e);
            if (!OptimisticRetry.isCollision(e)) {
                transaction.executeWithoutResult(status -> putOff(incidents.lock(incident), e));
            }
        }
    }

    /** A process that won't start ends in a page all the same (semantics.md 4), and starts when its model is mended. */
    private void putOff(Incident incident, Exception why) {
        var words = why.getClass().getSimpleName() + ": " + why.getMessage();
        if (starts.failed(incident.id(), words) == ProcessStartOutbox.ENOUGH) {
            timeline.add(
                    incident.id(), "The process of this incident does not start; it is tried again", "engine", words);
            events.publishEvent(new IncidentWithoutProcess(incident.id(), incident.source(), words));
        }
    }

    @TransactionalEventListener
    void hear(ProcessStartOutbox.Waiting some) {
        loop.wake();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
