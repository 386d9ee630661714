package dev.firebreak.alert.pipeline;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.Unavailable;
import dev.firebreak.alert.journal.AlertPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The queue of accepted payloads and its only writer, which commits all waiting payloads together: a storm costs as
 * many commits as the disk can do, not as many as there are alerts. While it commits, the next batch collects. Senders
 * take turns.
 */
@Component
public class IngestQueue implements SmartLifecycle {

    /** A batch stays under half a second. */
    private static final int BATCH = 100;

    private static final int BATCH_ALERTS = 2 * LargePayloads.PIECE;

    private static final long BATCH_BYTES = 32L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(IngestQueue.class);

    private final BatchWriter batchWriter;
    private final FairQueue<Waiting> queue;
    private volatile boolean open;
    private Thread writer;

    record Waiting(AlertPayload payload, CompletableFuture<IngestResult> answer) {}

    IngestQueue(BatchWriter batchWriter, IntakeSettings settings) {
        this.batchWriter = batchWriter;
        this.queue = new FairQueue<>(settings.maxWaiting());
    }

    /** Completes after the commit; with {@link Unavailable} if the payload was not stored. */
    public CompletableFuture<IngestResult> take(AlertPayload payload) {
        var waiting = new Waiting(payload, new CompletableFuture<>());
        if (!open) {
            waiting.answer().completeExceptionally(new Unavailable("Firebreak is shutting down or still starting"));
        } else if (!queue.offer(payload.source().name(), waiting)) {
            waiting.answer().completeExceptionally(new Unavailable("too many payloads are waiting"));
        }
        return waiting.answer();
    }

    private void run() {
        while (open || !queue.isEmpty()) {
            try {
                var first = queue.poll(100);
                if (first != null) {
                    write(collect(first));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** No other thread writes, so not even an Error, such as a class that can't be loaded, ends this one. */
    private void write(List<Waiting> batch) {
        try {
            batchWriter.write(batch);
        } catch (Throwable e) {
            log.error("A batch of {} payloads failed", batch.size(), e);
            var unavailable = new Unavailable("an internal error, see the log of Firebreak", e);
            batch.forEach(waiting -> waiting.answer().completeExceptionally(unavailable));
        }
    }

    private List<Waiting> collect(Waiting first) {
        var batch = new ArrayList<Waiting>();
        batch.add(first);
        var bytes = (long) first.payload().bytes();
        var alerts = small(first);
        while (batch.size() < BATCH && bytes < BATCH_BYTES && alerts < BATCH_ALERTS) {
            var next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            bytes += next.payload().bytes();
            alerts += small(next);
        }
        return batch;
    }

    /** Large payloads are applied apart from the batch. */
    private static int small(Waiting waiting) {
        return LargePayloads.isLarge(waiting.payload())
                ? 0
                : waiting.payload().notification().alerts().size();
    }

    public boolean isOpen() {
        return open;
    }

    @Override
    public void start() {
        open = true;
        writer = PAGING.thread(this::run, "alert-writer");
        writer.start();
    }

    /** Refuses at once, and writes what waits beside the rest of the shutdown. */
    @Override
    public void stop(Runnable whenStopped) {
        open = false;
        PAGING.thread(
                        () -> {
                            stop();
                            whenStopped.run();
                        },
                        "alert-stop")
                .start();
    }

    /**
     * Answers 503 to new alerts before the web server stops; waiting payloads are still written (guarantees.md A18).
     */
    @Override
    public void stop() {
        open = false;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.answer().completeExceptionally(new Unavailable("Firebreak is shutting down"));
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
