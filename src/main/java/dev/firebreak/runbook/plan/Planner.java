package dev.firebreak.runbook.plan;

import static dev.firebreak.runbook.definition.StepVariables.TARGET;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.catalog.SettingMissing;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.output.StepCancelled;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.runbook.output.WatchedStep;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.NonRetryable;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;

/** Plans a step: for the person who approves, for a dry run, and again right before the effect. */
@Component
public class Planner {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String NEXT = " Try it again, or skip it.";

    private final Admission admission;
    private final Ledger ledger;
    private final TimeLimit limit;
    private final StepOutputs outputs;
    private final DisplayNames names;

    Planner(Admission admission, Ledger ledger, TimeLimit limit, StepOutputs outputs, DisplayNames names) {
        this.admission = admission;
        this.ledger = ledger;
        this.limit = limit;
        this.outputs = outputs;
        this.names = names;
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
        var plan = planned(boundStep, order, target, task);
        return new Planned(target, TargetEntry.tie(admission.admitted(plan), target));
    }

    /** What the catalogue does not say, no retry brings about: the step is refused with what to do. */
    private <O extends Record> Plan planned(BoundStep<O> boundStep, O order, Target target, ExternalTask task)
            throws Exception {
        try {
            return watched(boundStep, target, task, () -> boundStep.delegate().plan(order, target));
        } catch (SettingMissing e) {
            return Plan.impossible(e.getMessage());
        }
    }

    /** A plan only looks: people see that it runs and may cancel it, and one that hangs is a person's at once. */
    private <T> T watched(BoundStep<?> boundStep, Target target, ExternalTask task, Callable<T> call) throws Exception {
        var what = "Plan: " + boundStep.definition().title();
        try (var watched = outputs.watch(task.incident(), task.topic(), what, target.name(), true)) {
            return limit.within(LIMIT, WatchedStep.BEAT, watched::beat, call);
        } catch (StepCancelled e) {
            throw new NonRetryable(
                    names.of(e.by()) + " cancelled its planning: " + e.reason() + ". Nothing was changed." + NEXT, e);
        } catch (TimeLimit.Exceeded e) {
            throw new NonRetryable(
                    "Its planning " + e.getMessage() + "; nothing was changed. See whether " + target.name()
                            + " answers." + NEXT,
                    e);
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
        return watched(
                        boundStep,
                        target,
                        task,
                        () -> boundStep.delegate().planUndo(done.get().done(), target))
                .orElseGet(() -> Plan.impossible(boundStep.definition().title() + " can't be taken back."));
    }
}
