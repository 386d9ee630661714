package dev.firebreak.runbook.run;

import static dev.firebreak.runbook.definition.StepVariables.PHASE;

import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.plan.PlanPhase;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import dev.firebreak.worker.NonRetryable;
import java.util.Map;
import java.util.Optional;

/** Handles the three external tasks of run-step.bpmn for one delegate; the variable phase tells which one it is. */
class RunStep implements ExternalTaskHandler {

    private final BoundStep<?> boundStep;
    private final PlanPhase plan;
    private final ExecutePhase execute;
    private final VerifyPhase verify;

    RunStep(BoundStep<?> boundStep, PlanPhase plan, ExecutePhase execute, VerifyPhase verify) {
        this.boundStep = boundStep;
        this.plan = plan;
        this.execute = execute;
        this.verify = verify;
    }

    @Override
    public String topic() {
        return boundStep.definition().topic();
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) throws Exception {
        var phase = task.get(PHASE);
        return switch (phase == null ? "" : phase) {
            case "plan" -> plan.perform(boundStep, task);
            case "execute" -> execute.perform(boundStep, task);
            case "verify" -> verify.perform(boundStep, task);
            default ->
                throw new NonRetryable(
                        topic() + " changes something: draw it as a call activity on run-step, not as a service task.");
        };
    }

    /** A step is skipped before it begins or after it has ended, never while its effect may be on its way. */
    @Override
    public Optional<Map<String, Object>> whenSkipped(ExternalTask task, String reason) {
        var phase = task.get(PHASE);
        return switch (phase == null ? "" : phase) {
            case "plan" -> Optional.of(plan.skip(task, reason));
            case "execute" -> execute.skip(task, reason);
            case "verify" -> Optional.of(verify.skip(task, reason));
            default -> Optional.empty();
        };
    }

    @Override
    public boolean isCommandersToSkip() {
        return true;
    }

    @Override
    public String toString() {
        return boundStep.delegate().getClass().getName();
    }
}
