package dev.firebreak.runbook.run;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
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
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.runbook.plan.Planner.Planned;
import dev.firebreak.worker.RetryLater;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Executes an approved step, and finds out by a probe how an attempt without a recorded end went. */
@Component
class StepExecutor {

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

    /** With a lease of 30 seconds, people hear of it within 45 seconds after a node died. */
    private static final Duration PROBE_TOLD_AFTER = Duration.ofSeconds(10);

    /** After the intent. A Docker Engine or a server that restarts is back by then. */
    private static final Duration PROBE_PATIENCE = Duration.ofMinutes(3);

    private static final Duration PROBE_AGAIN = Duration.ofSeconds(5);

    private final Leases leases;
    private final Ledger ledger;
    private final Admission admission;
    private final StepResultRecorder recorder;
    private final TimeLimit limit;
    private final StepOutputs outputs;
    private final RunbookSettings settings;
    private final Clock clock;
    private final ExecutorService renewals = Executors.newCachedThreadPool(PAGING.daemons("step-lease"));

    StepExecutor(
            Leases leases,
            Ledger ledger,
            Admission admission,
            StepResultRecorder recorder,
            TimeLimit limit,
            StepOutputs outputs,
            RunbookSettings settings,
            Clock clock) {
        this.leases = leases;
        this.ledger = ledger;
        this.admission = admission;
        this.recorder = recorder;
        this.limit = limit;
        this.outputs = outputs;
        this.settings = settings;
        this.clock = clock;
    }

    /** Commits the intent, then executes the approved plan. */
    Step execute(BoundStep<?> boundStep, Step approved, Planned now, String worker) throws Exception {
        var intended = leases.intend(approved, worker, now.plan().stateBefore(), admission.gate(approved));
        var leasedAt = System.nanoTime();
        leases.run(intended, worker);
        var step = leases.latest(intended);
        var target = now.target();
        var lease = new LeaseRenewal(settings.stepLease(), leasedAt, () -> leases.extend(step, worker), renewals);
        try {
            var finding = perform(boundStep, step, target, lease);
            end(step, worker, finding.succeeded() ? SUCCEEDED : FAILED, finding);
        } catch (Leases.LeaseLost | InterruptedException e) {
            throw e;
        } catch (LeaseRenewal.LeaseEnds e) {
            throw new RetryLater(settings.stepLease(), e.getMessage());
        } catch (TimeLimit.Exceeded e) {
            leases.timeOut(step);
            handleTimeout(boundStep, step, worker, target, e);
        } catch (Exception e) {
            handleFailure(boundStep, step, worker, target, e);
        }
        return leases.latest(step);
    }

    private Finding perform(BoundStep<?> boundStep, Step step, Target target, LeaseRenewal lease) throws Exception {
        try (var watched = outputs.watch(step.incident(), step.topic(), step.title(), step.target(), false)) {
            Runnable beat = () -> {
                lease.beat();
                watched.beat();
            };
            return limit.within(boundStep.delegate().timeLimit(), lease.every(), beat, () -> {
                lease.requireHeld();
                return boundStep.delegate().execute(step.plan(), target, watched);
            });
        }
    }

    /**
     * After a crash: probes, and never repeats the effect. The state of the answer shows whether the step may begin
     * again.
     */
    Step settle(BoundStep<?> boundStep, Step open, String worker) throws Exception {
        if (!leases.takeOver(open, worker)) {
            var now = leases.latest(open);
            if (now.state().isOpen()) {
                throw new RetryLater(
                        remainingLease(now), "Waits for the lease of another attempt, which may still be running.");
            }
            return now;
        }
        var proof = probe(boundStep, open, worker, admission.targetForReading(open.target()));
        var state = switch (proof.verdict()) {
            case DONE -> SUCCEEDED;
            case NOT_DONE -> NOT_DONE;
            case CANNOT_TELL -> UNKNOWN;
        };
        end(open, worker, state, Finding.of("after an interruption, " + proof.seen()));
        return leases.latest(open);
    }

    /**
     * Probes a step whose outcome was unknown once more. It stays unknown if nothing can be seen, and also if it seems
     * not done so soon after its attempt that the call may still be running.
     */
    Step probeAgain(BoundStep<?> boundStep, Step unknown) throws InterruptedException {
        var proof = proofNow(boundStep, unknown);
        var late = !clock.instant().isBefore(unknown.intentAt().plus(PROBE_PATIENCE));
        switch (proof.verdict()) {
            case DONE -> close(unknown, SUCCEEDED, "Executed", proof);
            case NOT_DONE -> {
                if (late) {
                    close(unknown, NOT_DONE, "Had no effect", proof);
                }
            }
            case CANNOT_TELL -> {
                // It stays unknown: a commander decides.
            }
        }
        return leases.latest(unknown);
    }

    private Proof proofNow(BoundStep<?> boundStep, Step step) throws InterruptedException {
        try {
            var target = admission.targetForReading(step.target());
            return limit.within(PROBE_LIMIT, () -> boundStep.delegate().probe(step.intent(), target));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Proof.cannotTell("what it did can't be seen: " + e.getMessage());
        }
    }

    private void close(Step step, StepState to, String what, Proof proof) {
        var seen = recorder.masked(Finding.of(proof.seen())).summary();
        ledger.close(step, to, what + ": " + step.label() + ": probed once more, " + seen, null);
    }

    private void handleTimeout(BoundStep<?> boundStep, Step step, String worker, Target target, TimeLimit.Exceeded e)
            throws Exception {
        var proof = probe(boundStep, step, worker, target);
        var finding = Finding.of(e.getMessage() + "; " + proof.seen());
        switch (proof.verdict()) {
            case DONE -> end(step, worker, SUCCEEDED, finding);
            // While the call may still be running, "not done" is only a snapshot.
            case NOT_DONE -> end(step, worker, e.ended() ? FAILED : UNKNOWN, finding);
            case CANNOT_TELL -> end(step, worker, UNKNOWN, finding);
        }
    }

    private void handleFailure(BoundStep<?> boundStep, Step step, String worker, Target target, Exception e)
            throws Exception {
        var proof = probe(boundStep, step, worker, target);
        var finding = Finding.of(e.getMessage() + "; " + proof.seen());
        switch (proof.verdict()) {
            case DONE -> end(step, worker, SUCCEEDED, finding);
            case NOT_DONE -> {
                end(step, worker, NOT_DONE, finding);
                throw e;
            }
            case CANNOT_TELL -> end(step, worker, UNKNOWN, finding);
        }
    }

    /**
     * If the probe itself fails, the lease is released and the next try probes again, until the patience ends: then
     * nobody can tell, and a person decides.
     */
    private Proof probe(BoundStep<?> boundStep, Step step, String worker, Target target) throws Exception {
        try {
            return limit.within(
                    PROBE_LIMIT,
                    PROBE_TOLD_AFTER,
                    () -> leases.doubt(step, worker, "the probe has no answer"),
                    () -> boundStep.delegate().probe(step.intent(), target));
        } catch (InterruptedException e) {
            leases.release(step, worker);
            throw e;
        } catch (Exception e) {
            if (clock.instant().isBefore(step.intentAt().plus(PROBE_PATIENCE))) {
                leases.doubt(
                        step,
                        worker,
                        recorder.masked(Finding.of(e.getMessage())).summary());
                leases.release(step, worker);
                throw new RetryLater(PROBE_AGAIN, "What the step did can't be seen yet: " + e.getMessage());
            }
            return Proof.cannotTell("what it did can't be seen: " + e.getMessage());
        }
    }

    private void end(Step step, String worker, StepState state, Finding finding) {
        var safe = recorder.masked(finding);
        leases.end(step, worker, state, safe);
        recorder.recordAttachments(step.incident(), step.title(), step.topic(), safe);
    }

    private Duration remainingLease(Step step) {
        var remainingLease = Duration.between(clock.instant(), step.leaseUntil());
        return remainingLease.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : remainingLease;
    }
}
