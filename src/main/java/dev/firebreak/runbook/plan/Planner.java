package dev.firebreak.runbook.plan;

import static dev.firebreak.runbook.definition.StepVariables.TARGET;

import dev.firebreak.catalog.SettingMissing;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.worker.ExternalTask;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Plans a step: for the person who approves, for a dry run, and again right before the effect. */
@Component
public class Planner {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Admission admission;
    private final Ledger ledger;
    private final TimeLimit limit;

    Planner(Admission admission, Ledger ledger, TimeLimit limit) {
        this.admission = admission;
        this.ledger = ledger;
        this.limit = limit;
    }

    /** A plan with its target. */
    public record Planned(Target target, Plan plan) {}

    /** Plans the step, or its undo; a refused step throws. */
    public <O extends Record> Planned plan(BoundStep<O> boundStep, ExternalTask task) throws Exception {
        var target = admission.target(task.get(TARGET));
        if (Step.isUndo(task)) {
            return new Planned(target, TargetEntry.tie(admission.admitted(undo(boundStep, task, target)), target));
        }
        var order = admission.parameters(boundStep.definition(), boundStep.order(), task.variables(), target);
        var plan = planned(boundStep, order, target);
        return new Planned(target, TargetEntry.tie(admission.admitted(plan), target));
    }

    /** What the catalogue does not say, no retry brings about: the step is refused with what to do. */
    private <O extends Record> Plan planned(BoundStep<O> boundStep, O order, Target target) throws Exception {
        try {
            return limit.within(LIMIT, () -> boundStep.delegate().plan(order, target));
        } catch (SettingMissing e) {
            return Plan.impossible(e.getMessage());
        }
    }

    private Plan undo(BoundStep<?> boundStep, ExternalTask task, Target target) throws Exception {
        var done = ledger.lastDone(task.incident(), task.topic(), target.name());
        if (done.isEmpty()) {
            return Plan.to("This incident has no successful step of this kind to take back.");
        }
        if (!TargetEntry.isSame(done.get().plan(), target)) {
            return Plan.impossible("The catalogue now says otherwise how " + target.name()
                    + " is reached, so this might take back something else. Take it back by hand.");
        }
        return limit.within(
                        LIMIT, () -> boundStep.delegate().planUndo(done.get().done(), target))
                .orElseGet(() -> Plan.impossible(boundStep.definition().title() + " can't be taken back."));
    }
}
