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

/** What is written about bad requests, away from the good ones: one thread, and little patience. */
@Component
public class RejectionLog implements DisposableBean {

    private static final int PATIENCE = 200;

    private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(PATIENCE), work -> PAGING.thread(work, "alert-aside"));

    /** Completes when it is done, has failed, or was not even begun; never with an exception. */
    public CompletableFuture<Void> run(Runnable work) {
        try {
            return CompletableFuture.runAsync(work, thread).exceptionally(e -> {
                log.error("What should have been kept of a bad request was not", e);
                return null;
            });
        } catch (RejectedExecutionException e) {
            log.warn("Too many bad requests at once: of this one nothing is kept");
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void destroy() {
        thread.shutdown();
    }
}
