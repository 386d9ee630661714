package dev.firebreak.runbook.ledger;

import static dev.firebreak.runbook.ledger.StepAuditTrail.RUNBOOK;

import dev.firebreak.database.NewTransaction;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The leases of attempts, from intent to end. Each change has its own transaction. A worker that lost its lease gets
 * {@link LeaseLost} and changes nothing.
 */
@Component
public class Leases {

    private final Steps steps;
    private final Attempts attempts;
    private final TargetLocks locks;
    private final Approvals approvals;
    private final StepAuditTrail auditTrail;
    private final Clock clock;
    private final Duration lease;
    private final NewTransaction transaction;

    Leases(
            Steps steps,
            Attempts attempts,
            TargetLocks locks,
            Approvals approvals,
            StepAuditTrail auditTrail,
            Clock clock,
            RunbookSettings settings,
            NewTransaction transaction) {
        this.steps = steps;
        this.attempts = attempts;
        this.locks = locks;
        this.approvals = approvals;
        this.auditTrail = auditTrail;
        this.clock = clock;
        this.lease = settings.stepLease();
        this.transaction = transaction;
    }

    /** A check that runs under the locks, right before the intent is committed. */
    public interface Gate {
        void pass(TargetLocks locks) throws StepRefused;
    }

    /**
     * Commits the intent: the effect comes next. The check runs under the global lock and the target's lock. The audit
     * row is written in the same transaction, so a failed audit stops the step.
     */
    public Step intend(Step step, String worker, Map<String, String> stateBefore, Gate gate) throws StepRefused {
        var refusal = new StepRefused[1];
        var intended = transaction.with(() -> {
            locks.lock(step.target());
            try {
                gate.pass(locks);
            } catch (StepRefused e) {
                refusal[0] = e;
                return step;
            }
            return intend(step, worker, stateBefore);
        });
        if (refusal[0] != null) {
            throw refusal[0];
        }
        return intended;
    }

    private Step intend(Step step, String worker, Map<String, String> stateBefore) {
        var again = step.state() == StepState.NOT_DONE;
        if (again) {
            attempts.insertNext(step);
        }
        var now = clock.instant();
        var attempt = step.attempt() + (again ? 1 : 0);
        if (!attempts.intend(step.id(), attempt, worker, now, now.plus(lease), stateBefore)) {
            throw new LeaseLost(step);
        }
        approvals.use(step.id(), now);
        var intended = steps.find(step.id()).orElseThrow();
        var facts = Map.of("approvedBy", auditTrail.approvedBy(step), "attempt", String.valueOf(attempt));
        auditTrail.audit(intended, StepState.INTENT.action(), RUNBOOK, facts);
        return intended;
    }

    /** Records that the delegate's {@code execute} is entered. */
    public void run(Step step, String worker) {
        var now = clock.instant();
        requireLease(step, () -> attempts.run(step, worker, now, now.plus(lease)));
    }

    /** Renews the lease, if it has not ended. */
    public void extend(Step step, String worker) {
        requireLease(step, () -> {
            var now = clock.instant();
            return attempts.extend(step, worker, now, now.plus(lease));
        });
    }

    /** Records that the attempt exceeded its limit. */
    public void timeOut(Step step) {
        transaction.with(() -> steps.move(step, StepState.RUNNING, StepState.TIMED_OUT));
    }

    /** Whether {@code worker} now holds an open attempt whose lease has expired. */
    public boolean takeOver(Step step, String worker) {
        var now = clock.instant();
        return transaction.with(() -> attempts.takeOver(step, worker, now, now.plus(lease)));
    }

    /** Ends the attempt, by the worker that holds its lease. */
    public void end(Step step, String worker, StepState state, Finding finding) {
        requireLease(step, () -> {
            if (!attempts.end(step, worker, state, clock.instant(), finding)) {
                return false;
            }
            var what = verb(state) + ": " + step.label() + ": " + finding.summary() + auditTrail.people(step);
            auditTrail.addToTimeline(step, what, RUNBOOK, finding.details());
            auditTrail.audit(step, state.action(), RUNBOOK, output(finding));
            return true;
        });
    }

    private static Map<String, String> output(Finding finding) {
        return finding.details() == null
                ? Map.of("summary", finding.summary())
                : Map.of("summary", finding.summary(), "outputSha256", Hash.sha256(finding.details()));
    }

    /** Tells people, once for each attempt, that nobody knows yet what it did; the probe goes on. */
    public void doubt(Step step, String worker, String why) {
        var what = "Outcome of \"" + step.label() + "\" is not known yet: " + why + "; Firebreak keeps probing";
        transaction.with(() -> {
            if (attempts.doubt(step, worker, what)) {
                auditTrail.addToTimeline(step, what + auditTrail.people(step), RUNBOOK, null);
            }
            return true;
        });
    }

    /** Ends the lease of an attempt that could not be probed, so that the next try probes immediately. */
    public void release(Step step, String worker) {
        transaction.with(() -> attempts.release(step, worker, clock.instant()));
    }

    /** The newest attempt of the step. */
    public Step latest(Step step) {
        return transaction.with(() -> steps.find(step.id())).orElseThrow();
    }

    private static String verb(StepState state) {
        return switch (state) {
            case SUCCEEDED -> "Executed";
            case FAILED -> "Failed";
            case NOT_DONE -> "Had no effect";
            default -> "Outcome unknown";
        };
    }

    private void requireLease(Step step, Supplier<Boolean> change) {
        if (!Boolean.TRUE.equals(transaction.with(change))) {
            throw new LeaseLost(step);
        }
    }

    /** The lease has ended: another worker may take the attempt over, and probes what was done. */
    public static class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost(Step step) {
            super(step.label() + " has no lease of this worker any more; its ledger row shows the outcome");
        }
    }
}
