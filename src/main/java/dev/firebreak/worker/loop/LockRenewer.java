package dev.firebreak.worker.loop;

import dev.firebreak.worker.loop.ExternalTaskClient.LockLost;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the locks of external tasks while their handlers run. */
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

    RenewedLock hold(LockedExternalTask task) {
        return new RenewedLock(task);
    }

    /** A lock that is renewed until it is closed or lost. */
    class RenewedLock implements AutoCloseable {

        private final LockedExternalTask task;
        private final ScheduledFuture<?> ticking;
        private volatile LockLost lost;

        private RenewedLock(LockedExternalTask task) {
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
                LOG.warn("Could not renew the lock of {}; trying again: {}", task.getTopicName(), e.toString());
            }
        }

        /** @throws LockLost if another worker has the task */
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
