package dev.firebreak.oncall.failsafe;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.oncall.paging.Page;
import dev.firebreak.oncall.paging.Pager;
import dev.firebreak.oncall.paging.PagingPolicy;
import dev.firebreak.worker.RetryLater;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Pages everyone on call for incidents that cannot start a process, level after level until a person acknowledges. It
 * works without the engine and keeps its pages in its own table, so that they survive a restart.
 */
@Component
class FailsafePager implements BackgroundWork {

    static final Duration ACKNOWLEDGE_WITHIN = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(FailsafePager.class);
    private static final Duration POLL_EVERY = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));

    private final Pager pager;
    private final FailsafePages pages;
    private final Incidents incidents;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "poison-pager", POLL_EVERY, this::sendDue);

    FailsafePager(Pager pager, FailsafePages pages, Incidents incidents, Clock clock) {
        this.pager = pager;
        this.pages = pages;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** Records the page in the publisher's transaction, so that it is sent whatever happens next. */
    @EventListener
    void schedule(IncidentWithoutProcess event) {
        pages.add(event.incident());
    }

    @TransactionalEventListener(fallbackExecution = true)
    void sendSoon(IncidentWithoutProcess event) {
        loop.wake();
    }

    void sendDue() {
        pages.due().forEach(this::send);
    }

    private void send(FailsafePages.Due due) {
        var incident = incidents.get(due.incident());
        if (incident.acknowledgedBy() != null || !incident.isOpen()) {
            pages.done(due.incident());
        } else if (pages.claim(due, clock.instant().plus(LEASE))) {
            page(due);
        }
    }

    private void page(FailsafePages.Due due) {
        var key = new NotificationKey(due.incident(), "poison-" + due.level(), true);
        try {
            pager.page(new Page(key, PagingPolicy.ALL, due.level(), ACKNOWLEDGE_WITHIN, Map.of()));
            pages.reschedule(due.incident(), due.level() + 1, 0, clock.instant().plus(ACKNOWLEDGE_WITHIN));
        } catch (RetryLater waits) {
            var until = clock.instant().plus(waits.pause());
            pages.reschedule(due.incident(), due.level(), due.tries(), until);
        } catch (RuntimeException notYet) {
            LOG.warn("Cannot page for {} now, will retry: {}", due.incident(), notYet.toString());
            var wait = WAITS.get(Math.min(due.tries(), WAITS.size() - 1));
            pages.reschedule(
                    due.incident(),
                    due.level(),
                    due.tries() + 1,
                    clock.instant().plus(wait));
        }
    }

    @Override
    public void start() {
        BackgroundWork.super.start();
        loop.wake();
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
