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
 * Tells of a job of the engine that runs too long, and interrupts it: no job touches the outside, so none has a reason to,
 * and its lock ends after 30 s (guarantees.md C2). An interrupted job is tried again as any that failed.
 */
class JobWatchdog implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatchdog.class);

    private final Duration limit;
    private final boolean interrupts;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(PAGING.daemons("job-watch"));

    /** @param interrupts not on H2: it closes its file when a thread that writes is interrupted */
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
            var where = new Throwable("where it stands");
            where.setStackTrace(thread.getStackTrace());
            LOG.error("Job {} of the engine has run for {}", job, limit, where);
            if (interrupts) {
                interrupted = true;
                thread.interrupt();
            }
            events.publishEvent(new NodeTrouble(
                    "job-overdue",
                    "engine",
                    "A job of the engine runs too long",
                    "Job %s has run for more than %.1f s%s. The log says where it stands."
                            .formatted(job, limit.toMillis() / 1000.0, interrupts ? " and was interrupted" : "")));
        }

        /** The thread's next job is not to suffer for this one. */
        private synchronized void end() {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}
