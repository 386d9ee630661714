package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import dev.firebreak.lifecycle.Assignment;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Makes the plan of a step, the same way for the person who approves, for dry run and right before the effect. */
@Component
class Planner {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Admission admission;
    private final Ledger ledger;
    private final TimeLimit limit;

    Planner(Admission admission, Ledger ledger, TimeLimit limit) {
        this.admission = admission;
        this.ledger = ledger;
        this.limit = limit;
    }

    record Planned(Target target, Plan plan) {}

    <O extends Record> Planned plan(Known<O> known, Assignment task) throws Exception {
        var target = admission.target(task.text("target"));
        if (Step.isUndo(task)) {
            return new Planned(target, admission.plan(undo(known, task, target)));
        }
        var order = admission.order(known.definition(), known.order(), task.variables(), target);
        var plan = limit.within(LIMIT, () -> known.delegate().plan(order, target));
        return new Planned(target, admission.plan(plan));
    }

    private Plan undo(Known<?> known, Assignment task, Target target) throws Exception {
        var done = ledger.lastDone(task.incident(), task.topic(), target.name());
        if (done.isEmpty()) {
            return Plan.to("No such step is known to have succeeded in this incident.");
        }
        return limit.within(LIMIT, () -> known.delegate().planUndo(done.get().done(), target))
                .orElseGet(() -> Plan.impossible(known.definition().title() + " can't be taken back."));
    }
}
