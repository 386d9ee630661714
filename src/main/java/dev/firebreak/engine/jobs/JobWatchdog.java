package dev.firebreak.engine.jobs;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.engine.NodeTrouble;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Reports and interrupts an engine job that runs too long. Jobs do not call other systems, so a long run is a fault,
 * and the job's lock expires after 30 s (guarantees.md C2). The engine retries an interrupted job like any failed one.
 */
class JobWatchdog implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatchdog.class);

    private final Duration limit;
    private final boolean interrupts;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(PAGING.daemons("job-watch"));

    /** @param interrupts false on H2, which closes its file when a writing thread is interrupted */
    JobWatchdog(Duration limit, boolean interrupts, ApplicationEventPublisher events) {
        this.limit = limit;
        this.interrupts = interrupts;
        this.events = events;
    }

    void run(String job, Runnable work) {
        var running = new Running(job, Thread.currentThread());
        var alarm = timer.schedule(running::tooLong, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            work.run();
        } finally {
            alarm.cancel(false);
            running.end();
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    private final class Running {

        private final String job;
        private final Thread thread;
        private boolean ended;
        private boolean interrupted;

        private Running(String job, Thread thread) {
            this.job = job;
            this.thread = thread;
        }

        private synchronized void tooLong() {
            if (ended) {
                return;
            }
            var stack = new Throwable("stack of the job");
            stack.setStackTrace(thread.getStackTrace());
            LOG.error("Engine job {} has run for {}", job, limit, stack);
            if (interrupts) {
                interrupted = true;
                thread.interrupt();
            }
            events.publishEvent(new NodeTrouble(
                    "job-overdue",
                    "engine",
                    "An engine job runs too long",
                    "Job %s has run for more than %.1f s%s. The log shows its stack."
                            .formatted(job, limit.toMillis() / 1000.0, interrupts ? " and was interrupted" : "")));
        }

        /** Clears the interrupt flag, so that it does not hit the thread's next job. */
        private synchronized void end() {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}
