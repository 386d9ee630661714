package dev.firebreak.runbook.run;

import static dev.firebreak.runbook.ledger.StepState.APPROVED;
import static dev.firebreak.runbook.ledger.StepState.CANCELLED;
import static dev.firebreak.runbook.ledger.StepState.PLANNED;
import static dev.firebreak.runbook.ledger.StepState.SUCCEEDED;
import static dev.firebreak.runbook.ledger.StepState.UNKNOWN;

import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Finds out what steps did whose processes ended before they could report it: a commander stopped the runbook, life
 * safety was declared, people stabilised the incident, or it was cancelled or merged. A step that still runs is waited
 * for. One whose node died is probed. One that ended is verified. One whose outcome is unknown is probed once more,
 * because the task that asked a commander ended with its process; what still can't be told is asked in
 * <em>Decide on change</em>. One that was planned never begins.
 */
@Component
class ProveSteps implements ExternalTaskHandler {

    private static final String WHY = "its runbook was ended before it began";

    private final Ledger ledger;
    private final StepExecutor executor;
    private final VerifyPhase verify;
    private final ObjectProvider<RunbookDelegate<?>> delegates;

    ProveSteps(Ledger ledger, StepExecutor executor, VerifyPhase verify, ObjectProvider<RunbookDelegate<?>> delegates) {
        this.ledger = ledger;
        this.executor = executor;
        this.verify = verify;
        this.delegates = delegates;
    }

    @Override
    public String topic() {
        return "runbook.prove-steps";
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) throws Exception {
        for (var step : ledger.unfinished(task.incident())) {
            if (step.state() == PLANNED || step.state() == APPROVED) {
                ledger.endWithoutAttempt(step, CANCELLED, "Not begun", WHY);
            } else {
                prove(step, task.attempt());
            }
        }
        return Map.of();
    }

    private void prove(Step unfinished, String worker) throws Exception {
        var bound = delegates.stream()
                .<BoundStep<?>>map(BoundStep::of)
                .filter(it -> it.definition().topic().equals(unfinished.topic()))
                .findFirst();
        if (bound.isEmpty()) {
            return; // a step that this installation no longer has: its row stays as it is
        }
        var step = proved(bound.get(), unfinished, worker);
        if (step.state() == SUCCEEDED) {
            verify.verify(bound.get(), step);
        }
    }

    private Step proved(BoundStep<?> bound, Step unfinished, String worker) throws Exception {
        if (unfinished.state() == UNKNOWN) {
            return executor.probeAgain(bound, unfinished);
        }
        return unfinished.state().isOpen() ? executor.settle(bound, unfinished, worker) : unfinished;
    }

    /** What steps did then stays open in the ledger; the resolution asks again. */
    @Override
    public Optional<Map<String, Object>> whenSkipped(ExternalTask task, String reason) {
        return Optional.of(Map.of());
    }

    @Override
    public boolean isCommandersToSkip() {
        return true;
    }
}
