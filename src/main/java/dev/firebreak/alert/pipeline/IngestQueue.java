package dev.firebreak.alert.pipeline;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.Unavailable;
import dev.firebreak.alert.grouping.IngestResult;
import dev.firebreak.alert.journal.AlertPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one writer: takes all deliveries that wait and commits them together, so that a storm costs as many commits as the
 * disk can do and not as many as there are alerts. While it commits, the next round gathers.
 */
@Component
public class IngestQueue implements SmartLifecycle {

    /** Ten thousand alerts of the usual payloads: a round stays under half a second. */
    private static final int ROUND = 100;

    private static final long ROUND_BYTES = 32L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(IngestQueue.class);

    private final BatchWriter batchWriter;
    private final BlockingQueue<Waiting> queue;
    private volatile boolean open;
    private Thread writer;

    record Waiting(AlertPayload delivery, CompletableFuture<IngestResult> answer) {}

    IngestQueue(BatchWriter batchWriter, IntakeSettings settings) {
        this.batchWriter = batchWriter;
        this.queue = new ArrayBlockingQueue<>(settings.maxWaiting());
    }

    /** Completes after the commit; with {@link Unavailable} where the delivery was not kept. */
    public CompletableFuture<IngestResult> take(AlertPayload delivery) {
        var waiting = new Waiting(delivery, new CompletableFuture<>());
        if (!open) {
            waiting.answer().completeExceptionally(new Unavailable("Firebreak is going down or not up yet"));
        } else if (!queue.offer(waiting)) {
            waiting.answer().completeExceptionally(new Unavailable("too many deliveries wait already"));
        }
        return waiting.answer();
    }

    private void run() {
        while (open || !queue.isEmpty()) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    write(gather(first));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** This thread is the only one that writes: not even an Error, such as a class that can't be loaded, ends it. */
    private void write(List<Waiting> round) {
        try {
            batchWriter.write(round);
        } catch (Throwable e) {
            log.error("A round of {} deliveries failed", round.size(), e);
            var unavailable = new Unavailable("a fault of Firebreak's own, see its log", e);
            round.forEach(waiting -> waiting.answer().completeExceptionally(unavailable));
        }
    }

    private List<Waiting> gather(Waiting first) {
        var round = new ArrayList<Waiting>();
        round.add(first);
        var bytes = (long) first.delivery().bytes();
        while (round.size() < ROUND && bytes < ROUND_BYTES) {
            var next = queue.poll();
            if (next == null) {
                break;
            }
            round.add(next);
            bytes += next.delivery().bytes();
        }
        return round;
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

    /** New alerts hear 503 from now on, before the web server stops listening; what waits is still written (guarantees.md A18). */
    @Override
    public void stop() {
        open = false;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(waiting -> waiting.answer().completeExceptionally(new Unavailable("Firebreak is going down")));
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
