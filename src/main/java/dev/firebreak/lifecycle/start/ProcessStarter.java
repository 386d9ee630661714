package dev.firebreak.lifecycle.start;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
import static dev.firebreak.database.DatabaseBulkhead.TIMERS;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.engine.Suspects;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.start.ProcessStartOutbox.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The dispatcher of the {@link ProcessStartOutbox}. It starts up to ten processes in one transaction: with one, commits
 * would limit the throughput of an alert storm; with fifty, no page would leave for seconds (guarantees.md
 * "Performance"). A thread of its own starts what may become P1. Every node also starts the processes that a dead node
 * left. What ended a node is started alone, after the others, and parked after three nodes (guarantees.md A19).
 */
@Component
public class ProcessStarter implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStarter.class);
    private static final int BATCH_SIZE = 10;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final ProcessStartOutbox starts;
    private final ParkedStarts parked;
    private final Suspects suspects;
    private final IncidentOpener opener;
    private final Incidents incidents;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    /** Commits although the transaction of the start goes on. */
    private final TransactionTemplate apart;

    private final List<BackgroundLoop> loops = List.of(
            new BackgroundLoop(PAGING, "process-starter-urgent", POLL_INTERVAL, () -> startDue(Lane.URGENT)),
            new BackgroundLoop(TIMERS, "process-starter", POLL_INTERVAL, this::startDue));

    ProcessStarter(
            ProcessStartOutbox starts,
            ParkedStarts parked,
            Suspects suspects,
            IncidentOpener opener,
            Incidents incidents,
            Timeline timeline,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.starts = starts;
        this.parked = parked;
        this.suspects = suspects;
        this.opener = opener;
        this.incidents = incidents;
        this.timeline = timeline;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Starts all processes that are due, on this thread. */
    public void startDue() {
        startDue(Lane.ALL);
    }

    private void startDue(Lane lane) {
        while (startSome(lane) > 0) {
            // Before the next batch, in which a worse incident may have its turn: a P1 that a dead node left behind
            // must
            // not wait for all others.
            starts.lockable(starts.suspects()).stream().findFirst().ifPresent(this::startAlone);
        }
        starts.lockable(starts.suspects()).forEach(this::startAlone);
    }

    /** Starts the first in turn. Returns how many started; zero if none is due or all are taken by other nodes. */
    int startSome(Lane lane) {
        var begun = new ArrayList<IncidentId>();
        try {
            return transaction.execute(status -> {
                begun.addAll(starts.lock(lane, BATCH_SIZE));
                begin(begun);
                return start(begun);
            });
        } catch (Throwable e) {
            LOG.warn("Could not start processes together; starting them one by one", e);
            end(begun);
            return (int) starts.due(lane, BATCH_SIZE).stream()
                    .filter(this::startAlone)
                    .count();
        }
    }

    private int start(List<IncidentId> locked) {
        var claimed = starts.take(locked);
        opener.startAll(claimed);
        end(locked);
        return claimed.size();
    }

    /**
     * Notes before the starts which they are, so that a node which dies leaves the note behind (guarantees.md A19). The
     * caller holds the incidents' locks, so no living node has begun them.
     */
    private int begin(List<IncidentId> incidents) {
        var work = incidents.stream().map(ParkedStarts::work).toList();
        return apart.execute(status -> suspects.begin(work)).values().stream()
                .max(Integer::compare)
                .orElse(0);
    }

    private void end(List<IncidentId> incidents) {
        suspects.ended(incidents.stream().map(ParkedStarts::work).toList());
    }

    /** Also an Error, such as a stack that overflows, is a failure of this start and of no other. */
    private boolean startAlone(IncidentId incident) {
        try {
            return transaction.execute(status -> {
                var locked = starts.lockFree(List.of(incident));
                var deaths = begin(locked);
                if (deaths >= Suspects.MAX_DEATHS) {
                    park(incidents.get(incident), deaths);
                    return false;
                }
                return start(locked) > 0;
            });
        } catch (Throwable e) {
            LOG.error("Could not start the process of {}", incident, e);
            end(List.of(incident));
            if (!(e instanceof RuntimeException failure && OptimisticRetry.isConflict(failure))) {
                transaction.executeWithoutResult(status -> postpone(incidents.lock(incident), e));
            }
            return false;
        }
    }

    /** People are paged without the process, and one of them tries it again. */
    private void park(Incident incident, int deaths) {
        var why = deaths + " nodes of Firebreak ended while they started this process. It does not start until a person"
                + " tries it again: correct the model first.";
        parked.park(incident.id(), why);
        LOG.error("The start of the process of {} is parked: {} nodes ended while they ran it", incident.id(), deaths);
        timeline.add(incident.id(), "Start of the process parked", "engine", why);
        events.publishEvent(new IncidentWithoutProcess(incident.id(), incident.source(), why));
    }

    /**
     * After several failures, people are paged without the process (guarantees.md "Alert intake"). It starts when its
     * model is corrected.
     */
    private void postpone(Incident incident, Throwable why) {
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
    public List<BackgroundLoop> loops() {
        return loops;
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
