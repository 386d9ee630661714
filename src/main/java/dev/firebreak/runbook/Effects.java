package dev.firebreak.runbook;

import static dev.firebreak.runbook.StepState.FAILED;
import static dev.firebreak.runbook.StepState.NOT_DONE;
import static dev.firebreak.runbook.StepState.SUCCEEDED;
import static dev.firebreak.runbook.StepState.UNKNOWN;

import dev.firebreak.catalog.Target;
import dev.firebreak.lifecycle.WorkPostponed;
import dev.firebreak.runbook.Planner.Planned;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Brings an intended effect about, and finds out what became of one whose end nobody wrote down. */
@Component
class Effects {

    private static final Duration PROBE = Duration.ofSeconds(30);

    private final Leases leases;
    private final Admission admission;
    private final Findings findings;
    private final TimeLimit limit;
    private final RunbookSettings settings;
    private final Clock clock;

    Effects(
            Leases leases,
            Admission admission,
            Findings findings,
            TimeLimit limit,
            RunbookSettings settings,
            Clock clock) {
        this.leases = leases;
        this.admission = admission;
        this.findings = findings;
        this.limit = limit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Commits that it comes now, then does what the approved plan says. */
    Step bring(Known<?> known, Step approved, Planned now, String worker) throws Exception {
        var intended = leases.intend(approved, worker, now.plan().stateBefore(), admission.gate(approved));
        leases.run(intended, worker);
        var step = leases.latest(intended);
        var target = now.target();
        try {
            var finding = limit.within(
                    known.delegate().timeLimit(),
                    settings.stepLease().dividedBy(3),
                    () -> leases.extend(step, worker),
                    () -> known.delegate().execute(step.plan(), target));
            end(step, worker, finding.succeeded() ? SUCCEEDED : FAILED, finding);
        } catch (Leases.LeaseLost | InterruptedException e) {
            throw e;
        } catch (TimeLimit.Exceeded e) {
            leases.timeOut(step);
            tooLong(known, step, worker, target, e);
        } catch (Exception e) {
            trouble(known, step, worker, target, e);
        }
        return leases.latest(step);
    }

    /** After a crash: never repeats, only looks. The answer says whether the step may begin again. */
    Step settle(Known<?> known, Step open, String worker) throws Exception {
        if (!leases.takeOver(open, worker)) {
            var now = leases.latest(open);
            if (now.state().isOpen()) {
                throw new WorkPostponed(left(now), "Waits for the lease of another attempt, which may still be alive.");
            }
            return now;
        }
        var proof = probe(known, open, worker, admission.known(open.target()));
        var state = switch (proof.verdict()) {
            case DONE -> SUCCEEDED;
            case NOT_DONE -> NOT_DONE;
            case CANNOT_TELL -> UNKNOWN;
        };
        end(open, worker, state, Finding.of("after a break, " + proof.seen()));
        return leases.latest(open);
    }

    private void tooLong(Known<?> known, Step step, String worker, Target target, TimeLimit.Exceeded e)
            throws Exception {
        var proof = probe(known, step, worker, target);
        var what = Finding.of(e.getMessage() + "; " + proof.seen());
        switch (proof.verdict()) {
            case DONE -> end(step, worker, SUCCEEDED, what);
            // Not done so far proves nothing while the call may still be on its way.
            case NOT_DONE -> end(step, worker, e.ended() ? FAILED : UNKNOWN, what);
            case CANNOT_TELL -> end(step, worker, UNKNOWN, what);
        }
    }

    private void trouble(Known<?> known, Step step, String worker, Target target, Exception e) throws Exception {
        var proof = probe(known, step, worker, target);
        var what = Finding.of(e.getMessage() + "; " + proof.seen());
        switch (proof.verdict()) {
            case DONE -> end(step, worker, SUCCEEDED, what);
            case NOT_DONE -> {
                end(step, worker, NOT_DONE, what);
                throw e;
            }
            case CANNOT_TELL -> end(step, worker, UNKNOWN, what);
        }
    }

    /** Where even looking fails, the next try looks again. */
    private Proof probe(Known<?> known, Step step, String worker, Target target) throws Exception {
        try {
            return limit.within(PROBE, () -> known.delegate().probe(step.intent(), target));
        } catch (Exception e) {
            leases.release(step, worker);
            throw e;
        }
    }

    private void end(Step step, String worker, StepState state, Finding finding) {
        var safe = findings.masked(finding);
        leases.end(step, worker, state, safe);
        findings.keep(step.incident(), step.topic(), safe);
    }

    private Duration left(Step step) {
        var left = Duration.between(clock.instant(), step.leaseUntil());
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
