package dev.firebreak.worker.loop;

import dev.firebreak.worker.loop.ExternalTaskClient.LockLost;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the locks of tasks that are being worked on. */
class LockRenewer {

    private static final Logger LOG = LoggerFactory.getLogger(LockRenewer.class);

    private final ExternalTaskClient client;
    private final ScheduledExecutorService ticker;
    private final Duration every;

    LockRenewer(ExternalTaskClient client, ScheduledExecutorService ticker, Duration every) {
        this.client = client;
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
                client.extend(task);
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
