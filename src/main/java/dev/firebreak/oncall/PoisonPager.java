package dev.firebreak.oncall;

import dev.firebreak.comms.Courier;
import dev.firebreak.comms.Discretion;
import dev.firebreak.comms.Errand;
import dev.firebreak.comms.Letter;
import dev.firebreak.comms.Links;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Text;
import dev.firebreak.lifecycle.PoisonedDelivery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Pages everyone on call for what can't become a process: without the engine, on a thread of its own, until somebody has
 * it or a day has passed. It lives in memory only: after a restart the alert front door finds its poison again.
 */
@Component
class PoisonPager implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonPager.class);
    private static final List<Duration> WAITS = List.of(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1));
    private static final Duration LATER = Duration.ofMinutes(5);
    private static final int TRIES = 290;

    private final Pager pager;
    private final PageTurn turn;
    private final Courier courier;
    private final Links links;
    private final Discretion discretion;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "poison-pager");
        thread.setDaemon(true);
        return thread;
    });

    PoisonPager(Pager pager, PageTurn turn, Courier courier, Links links, Discretion discretion, Clock clock) {
        this.pager = pager;
        this.turn = turn;
        this.courier = courier;
        this.links = links;
        this.discretion = discretion;
        this.clock = clock;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(PoisonedDelivery poison) {
        LOG.warn("a delivery of {} can't be applied: {}", poison.source(), discretion.masked(poison.why()));
        later(poison.incident() == null ? () -> plainly(poison) : () -> page(poison.incident()), 0);
    }

    private void later(BooleanSupplier attempt, int tried) {
        var wait = tried < WAITS.size() ? WAITS.get(tried) : LATER;
        executor.schedule(() -> attempt(attempt, tried), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt(BooleanSupplier attempt, int tried) {
        try {
            if (attempt.getAsBoolean()) {
                return;
            }
        } catch (RuntimeException notYet) {
            LOG.warn("the page for a poisoned delivery is tried again: {}", notYet.toString());
        }
        if (tried < TRIES) {
            later(attempt, tried + 1);
        } else {
            LOG.error("nobody could be paged for a poisoned delivery in a day");
        }
    }

    private boolean page(IncidentId incident) {
        pager.page(new Page(new Errand(incident, "poison", true), Paging.ALL, 1, null, Map.of()));
        return true;
    }

    /** Without a record, for not even that could be written: the first group in which anybody can be reached. */
    private boolean plainly(PoisonedDelivery poison) {
        var source = Text.shown(String.valueOf(poison.source()), 80);
        var why = Text.block(discretion.masked(String.valueOf(poison.why())), 2_000);
        var letter = new Letter(
                "[PAGE] An alert of " + source + " could not be taken in",
                "Firebreak can't make an incident of what " + source + " sent. A person has to look.\n\n" + why
                        + "\n\nBoard: " + links.board() + "\n");
        return turn.groups(Paging.ALL, 1, clock.instant()).stream()
                .anyMatch(group -> group.stream()
                                .filter(person -> courier.notice(person, letter))
                                .count()
                        > 0);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
