package dev.firebreak.alert.pipeline;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Stores dead letters and other records of bad requests on a thread of its own with a short queue, so that they never
 * slow good requests down.
 */
@Component
public class RejectionLog implements DisposableBean {

    private static final int QUEUE = 200;

    private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            work -> PAGING.thread(work, "alert-rejections"));

    /** Completes when the work is done, has failed or was dropped; never with an exception. */
    public CompletableFuture<Void> run(Runnable work) {
        try {
            return CompletableFuture.runAsync(work, thread).exceptionally(e -> {
                log.error("A bad request could not be recorded", e);
                return null;
            });
        } catch (RejectedExecutionException e) {
            log.warn("Too many bad requests at once: this one is not recorded");
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void destroy() {
        thread.shutdown();
    }
}
