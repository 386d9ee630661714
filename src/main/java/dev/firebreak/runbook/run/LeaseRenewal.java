package dev.firebreak.runbook.run;

import dev.firebreak.runbook.ledger.Leases.LeaseLost;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of one attempt while its effect runs. It is renewed in the background, and this node acts under it only
 * until a margin before its end (guarantees.md B8). The end is counted on this machine's monotonic clock, from before
 * the last renewal that succeeded: neither a database that hangs nor a clock that jumps lets an effect outlive its
 * lease.
 */
class LeaseRenewal {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final Duration lease;
    private final Runnable renew;
    private final Executor threads;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile long renewedAt;
    private volatile long nextAt;
    private volatile LeaseLost lost;

    /**
     * @param renewedAt {@link System#nanoTime} before the lease was committed
     * @param renew may take as long as the database does
     */
    LeaseRenewal(Duration lease, long renewedAt, Runnable renew, Executor threads) {
        this.lease = lease;
        this.renewedAt = renewedAt;
        this.nextAt = renewedAt + lease.dividedBy(3).toNanos();
        this.renew = renew;
        this.threads = threads;
    }

    /** How often {@link #beat} has to be called: far more often than the margin lasts. */
    Duration every() {
        return lease.dividedBy(30);
    }

    /**
     * Begins a renewal when one is due; never waits for it.
     *
     * @throws LeaseLost if another worker has taken the attempt over
     * @throws LeaseEnds if no renewal has succeeded for too long
     */
    void beat() {
        requireHeld();
        if (System.nanoTime() - nextAt >= 0 && renewing.compareAndSet(false, true)) {
            threads.execute(this::renew);
        }
    }

    /** The margin is a sixth of the lease: enough for an interrupted call to end. */
    void requireHeld() {
        if (lost != null) {
            throw lost;
        }
        if (System.nanoTime() - renewedAt >= lease.multipliedBy(5).dividedBy(6).toNanos()) {
            throw new LeaseEnds();
        }
    }

    private void renew() {
        var now = System.nanoTime();
        try {
            renew.run();
            renewedAt = now;
            nextAt = now + lease.dividedBy(3).toNanos();
        } catch (LeaseLost e) {
            lost = e;
        } catch (RuntimeException e) {
            LOG.warn("A step's lease could not be renewed; trying again: {}", e.toString());
            nextAt = System.nanoTime() + every().toNanos();
        } finally {
            renewing.set(false);
        }
    }

    /** The lease ends soon and could not be renewed: the effect must stop, and a later attempt probes. */
    static class LeaseEnds extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseEnds() {
            super("This node could not renew the lease of the step, so it stopped the step before another node may"
                    + " probe it. Check the connection from this node to its database.");
        }
    }
}
