package dev.firebreak.runbook.ledger;

import static dev.firebreak.runbook.ledger.StepAuditTrail.RUNBOOK;

import dev.firebreak.database.NewTransaction;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.definition.StepRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Who holds an attempt, from its intent to its end, each change in a transaction of its own. Whoever lost the fence learns
 * it here and changes nothing.
 */
@Component
public class Leases {

    private final Steps steps;
    private final Attempts attempts;
    private final TargetLocks use;
    private final Approvals approvals;
    private final StepAuditTrail auditTrail;
    private final Clock clock;
    private final Duration lease;
    private final NewTransaction own;

    Leases(
            Steps steps,
            Attempts attempts,
            TargetLocks use,
            Approvals approvals,
            StepAuditTrail auditTrail,
            Clock clock,
            RunbookSettings settings,
            NewTransaction own) {
        this.steps = steps;
        this.attempts = attempts;
        this.use = use;
        this.approvals = approvals;
        this.auditTrail = auditTrail;
        this.clock = clock;
        this.lease = settings.stepLease();
        this.own = own;
    }

    /** What has to hold at the moment of the intent, under the locks. */
    public interface Gate {
        void pass(TargetLocks use) throws StepRefused;
    }

    /**
     * Commits that the effect comes now. The admission runs under the locks of all targets and of this one, and the audit
     * row is written in the same transaction: without it nothing happens.
     */
    public Step intend(Step step, String worker, Map<String, String> stateBefore, Gate gate) throws StepRefused {
        var refusal = new StepRefused[1];
        var intended = own.with(() -> {
            use.lock(step.target());
            try {
                gate.pass(use);
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
        auditTrail.prove(intended, StepState.INTENT.action(), RUNBOOK, facts);
        return intended;
    }

    public void run(Step step, String worker) {
        var now = clock.instant();
        held(step, () -> attempts.run(step, worker, now, now.plus(lease)));
    }

    public void extend(Step step, String worker) {
        held(step, () -> attempts.extend(step, worker, clock.instant().plus(lease)));
    }

    public void timeOut(Step step) {
        own.with(() -> steps.move(step, StepState.RUNNING, StepState.TIMED_OUT));
    }

    public boolean takeOver(Step step, String worker) {
        var now = clock.instant();
        return own.with(() -> attempts.takeOver(step, worker, now, now.plus(lease)));
    }

    /** The attempt's end, by whoever holds it. */
    public void end(Step step, String worker, StepState state, Finding finding) {
        held(step, () -> {
            if (!attempts.end(step, worker, state, clock.instant(), finding)) {
                return false;
            }
            var what = said(state) + ": " + step.words() + ": " + finding.summary() + auditTrail.by(step);
            auditTrail.tell(step, what, RUNBOOK, finding.details());
            auditTrail.prove(step, state.action(), RUNBOOK, Map.of("summary", finding.summary()));
            return true;
        });
    }

    /** Lets go of an attempt that could be neither ended nor proved: the next try probes at once. */
    public void release(Step step, String worker) {
        own.with(() -> attempts.extend(step, worker, clock.instant()));
    }

    public Step latest(Step step) {
        return own.with(() -> steps.find(step.id())).orElseThrow();
    }

    private static String said(StepState state) {
        return switch (state) {
            case SUCCEEDED -> "Executed";
            case FAILED -> "Failed";
            case NOT_DONE -> "Had no effect";
            default -> "Outcome unknown";
        };
    }

    private void held(Step step, Supplier<Boolean> change) {
        if (!Boolean.TRUE.equals(own.with(change))) {
            throw new LeaseLost(step);
        }
    }

    /** Somebody else has taken this attempt over: whatever was done is theirs to find out. */
    public static class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost(Step step) {
            super(step.words() + " was taken over by another attempt; its ledger row says how it went");
        }
    }
}
