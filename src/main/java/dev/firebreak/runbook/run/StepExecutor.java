package dev.firebreak.runbook.run;

import static dev.firebreak.runbook.ledger.StepState.FAILED;
import static dev.firebreak.runbook.ledger.StepState.NOT_DONE;
import static dev.firebreak.runbook.ledger.StepState.SUCCEEDED;
import static dev.firebreak.runbook.ledger.StepState.UNKNOWN;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Leases;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.plan.Planner.Planned;
import dev.firebreak.worker.RetryLater;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Brings an intended effect about, and finds out what became of one whose end nobody wrote down. */
@Component
public class StepExecutor {

    private static final Duration PROBE = Duration.ofSeconds(30);

    private final Leases leases;
    private final Admission admission;
    private final StepResultRecorder recorder;
    private final TimeLimit limit;
    private final RunbookSettings settings;
    private final Clock clock;

    StepExecutor(
            Leases leases,
            Admission admission,
            StepResultRecorder recorder,
            TimeLimit limit,
            RunbookSettings settings,
            Clock clock) {
        this.leases = leases;
        this.admission = admission;
        this.recorder = recorder;
        this.limit = limit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Commits that it comes now, then does what the approved plan says. */
    Step bring(BoundStep<?> known, Step approved, Planned now, String worker) throws Exception {
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
    Step settle(BoundStep<?> known, Step open, String worker) throws Exception {
        if (!leases.takeOver(open, worker)) {
            var now = leases.latest(open);
            if (now.state().isOpen()) {
                throw new RetryLater(left(now), "Waits for the lease of another attempt, which may still be alive.");
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

    private void tooLong(BoundStep<?> known, Step step, String worker, Target target, TimeLimit.Exceeded e)
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

    private void trouble(BoundStep<?> known, Step step, String worker, Target target, Exception e) throws Exception {
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
    private Proof probe(BoundStep<?> known, Step step, String worker, Target target) throws Exception {
        try {
            return limit.within(PROBE, () -> known.delegate().probe(step.intent(), target));
        } catch (Exception e) {
            leases.release(step, worker);
            throw e;
        }
    }

    private void end(Step step, String worker, StepState state, Finding finding) {
        var safe = recorder.masked(finding);
        leases.end(step, worker, state, safe);
        recorder.keep(step.incident(), step.topic(), safe);
    }

    private Duration left(Step step) {
        var left = Duration.between(clock.instant(), step.leaseUntil());
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
