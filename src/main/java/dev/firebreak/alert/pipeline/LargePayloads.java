package dev.firebreak.alert.pipeline;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.pipeline.IngestQueue.Waiting;
import dev.firebreak.alert.record.WorstFirst;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Applies large payloads in pieces, the worst alerts first, each piece in a transaction of its own, so that one sender's
 * huge payload never holds the others. A payload stays pending until its last piece: after a crash it is applied again
 * from the start, and what is known already changes nothing.
 */
@Component
class LargePayloads implements DisposableBean {

    /** More alerts make a payload large, and no piece has more. */
    static final int PIECE = 2_000;

    /** Alerts in the first piece, before it is known how fast the database is. */
    private static final int FIRST_PIECE = 500;

    /** As long as a piece lasts, everybody else waits; below this size the fixed cost of a piece counts most. */
    private static final Duration PIECE_LASTS = Duration.ofMillis(150);

    private static final int SMALLEST_PIECE = 100;

    /** Large payloads in memory; further ones stay in the journal for the sweeper. */
    private static final int WAITING = 4;

    private static final Logger log = LoggerFactory.getLogger(LargePayloads.class);

    private final BatchProcessor processor;
    private final RetryPolicy retries;
    private final WorstFirst order;
    private final Timeline timeline;
    private final long answerWithin;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> PAGING.thread(work, "alert-large"));

    LargePayloads(
            BatchProcessor processor,
            RetryPolicy retries,
            WorstFirst order,
            Timeline timeline,
            IntakeSettings settings) {
        this.processor = processor;
        this.retries = retries;
        this.order = order;
        this.timeline = timeline;
        this.answerWithin = settings.deadline().toMillis() / 2;
        thread.allowCoreThreadTimeOut(true);
    }

    static boolean isLarge(AlertPayload payload) {
        return payload.notification().alerts().size() > PIECE;
    }

    /** Applies a journaled payload on another thread. The sender hears "later" if that takes long. */
    void submit(Waiting waiting) {
        var payload = waiting.payload();
        waiting.answer().completeOnTimeout(IngestResults.later(payload), answerWithin, TimeUnit.MILLISECONDS);
        try {
            thread.execute(() -> waiting.answer().complete(applyOrRetry(payload)));
        } catch (RejectedExecutionException e) {
            log.warn("Too many large payloads at once: {} is applied later", payload.id());
            waiting.answer().complete(IngestResults.later(payload));
        }
    }

    private IngestResult applyOrRetry(AlertPayload payload) {
        try {
            return apply(payload).orElseGet(() -> IngestResults.later(payload));
        } catch (Exception e) {
            retries.add(payload.id(), e);
            return IngestResults.later(payload);
        }
    }

    /**
     * Applies a journaled payload on this thread. Empty if another transaction has it. When Firebreak shuts down, the
     * pieces that are left stay in the journal.
     */
    Optional<IngestResult> apply(AlertPayload payload) {
        if (thread.isShutdown()) {
            return Optional.empty();
        }
        var alerts = alerts(payload);
        var from = 0;
        var size = isLarge(payload) ? FIRST_PIECE : alerts.size();
        IngestResult first = null;
        IngestResult total = null;
        do {
            var to = Math.min(from + size, alerts.size());
            var applied = processor.runPiece(payload.piece(alerts.subList(from, to), from > 0), to == alerts.size());
            var answer = applied.results().get(payload.id());
            if (answer == null) {
                return Optional.empty();
            }
            first = first == null ? answer : first;
            total = total == null ? answer : total.plus(answer);
            from = to;
            size = nextSize(size, applied.took());
        } while (from < alerts.size() && !thread.isShutdown());
        if (total != first) {
            reportRest(payload, first, total);
        }
        return Optional.of(total);
    }

    /** How many alerts the next piece has, by the time that the last one took. */
    static int nextSize(int size, Duration took) {
        var fitting = size * PIECE_LASTS.toNanos() / Math.max(1, took.toNanos());
        return (int) Math.max(SMALLEST_PIECE, Math.min(Math.min(fitting, 2L * size), PIECE));
    }

    private List<Alert> alerts(AlertPayload payload) {
        var alerts = payload.notification().alerts();
        return isLarge(payload) ? order.sorted(payload.source(), alerts) : alerts;
    }

    /** The first piece has its own lines on the timeline. */
    private void reportRest(AlertPayload payload, IngestResult first, IngestResult total) {
        var firing = total.opened() + total.attached() - first.opened() - first.attached();
        var resolved = total.resolved() - first.resolved();
        if (firing + resolved == 0) {
            return;
        }
        var what = "In the same payload: " + firing + " more firing, " + resolved + " more resolved";
        total.incidents()
                .forEach(incident -> timeline.add(
                        new IncidentId(incident), what, payload.source().name()));
    }

    /** Never interrupts a piece: H2 would close its file. */
    @Override
    public void destroy() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            log.warn("A large payload is still being applied");
        }
    }
}
