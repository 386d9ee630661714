package dev.firebreak.lifecycle.worker;

import dev.firebreak.lifecycle.worker.Tasks.LockLost;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the locks of tasks that are being worked on. */
class LockKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LockKeeper.class);

    private final Tasks tasks;
    private final ScheduledExecutorService ticker;
    private final Duration every;

    LockKeeper(Tasks tasks, ScheduledExecutorService ticker, Duration every) {
        this.tasks = tasks;
        this.ticker = ticker;
        this.every = every;
    }

    Kept keep(LockedExternalTask task) {
        return new Kept(task);
    }

    /** A lock that is renewed until closed, or until it turns out to be lost. */
    class Kept implements AutoCloseable {

        private final LockedExternalTask task;
        private final ScheduledFuture<?> ticking;
        private volatile LockLost lost;

        private Kept(LockedExternalTask task) {
            this.task = task;
            this.ticking = ticker.scheduleWithFixedDelay(
                    this::renew, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void renew() {
            if (lost != null) {
                return;
            }
            try {
                tasks.extend(task);
            } catch (LockLost e) {
                lost = e;
            } catch (RuntimeException e) {
                LOG.warn("The lock of {} could not be renewed, trying again: {}", task.getTopicName(), e.toString());
            }
        }

        /** @throws LockLost when somebody else has the task by now */
        void check() {
            if (lost != null) {
                throw lost;
            }
        }

        @Override
        public void close() {
            ticking.cancel(false);
        }
    }
}
