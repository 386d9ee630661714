package dev.firebreak.runbook;

import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.Work;
import dev.firebreak.lifecycle.WorkImpossible;
import java.util.Map;

/** The work behind a delegate's topic: the three external tasks of run-step.bpmn, told apart by the variable phase. */
class RunStep implements Work {

    private final Known<?> known;
    private final PlanPhase plan;
    private final ExecutePhase execute;
    private final VerifyPhase verify;

    RunStep(Known<?> known, PlanPhase plan, ExecutePhase execute, VerifyPhase verify) {
        this.known = known;
        this.plan = plan;
        this.execute = execute;
        this.verify = verify;
    }

    @Override
    public String topic() {
        return known.definition().topic();
    }

    @Override
    public Map<String, Object> perform(Assignment task) throws Exception {
        var phase = task.text("phase");
        return switch (phase == null ? "" : phase) {
            case "plan" -> plan.perform(known, task);
            case "execute" -> execute.perform(known, task);
            case "verify" -> verify.perform(known, task);
            default ->
                throw new WorkImpossible(
                        topic() + " changes something: draw it as a call activity on run-step, not as a service task.");
        };
    }

    @Override
    public String toString() {
        return known.delegate().getClass().getName();
    }
}
