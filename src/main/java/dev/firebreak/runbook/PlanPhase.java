package dev.firebreak.runbook;

import dev.firebreak.incident.Text;
import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.runbook.Planner.Planned;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** First phase of run-step: what exactly would be done, in words for the person who approves. */
@Component
class PlanPhase {

    private static final int SUMMARY = 3_400;

    private final Planner planner;
    private final Admission admission;
    private final Authorization authorization;
    private final Ledger ledger;
    private final Clock clock;

    PlanPhase(Planner planner, Admission admission, Authorization authorization, Ledger ledger, Clock clock) {
        this.planner = planner;
        this.admission = admission;
        this.authorization = authorization;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A second try of the same task finds the plan of the first. */
    Map<String, Object> perform(Known<?> known, Assignment task) throws Exception {
        try {
            var before = ledger.plannedFor(task.id());
            return answer(known, task, before.isPresent() ? before.get() : plan(known, task));
        } catch (StepRefused e) {
            turnAway(known, task, e.getMessage());
            return refused(known, task, e.getMessage());
        }
    }

    private void turnAway(Known<?> known, Assignment task, String why) {
        ledger.plannedFor(task.id())
                .ifPresentOrElse(
                        step -> ledger.turnAway(step, StepState.REFUSED, "Refused", why),
                        () -> ledger.refuse(task.incident(), words(known, task), why));
    }

    private Step plan(Known<?> known, Assignment task) throws Exception {
        var planned = planner.plan(known, task);
        var plan = planned.plan();
        var step = Step.planned(
                known.definition(), task, requestedBy(task), plan, leave(known, task, planned), clock.instant());
        return plan.isNothing() ? ledger.spare(step) : ledger.plan(step);
    }

    private Step.Leave leave(Known<?> known, Assignment task, Planned planned) {
        var irreversible = Step.irreversible(known.definition(), Planner.isUndo(task));
        var words = words(planned.plan(), irreversible, admission.isLive(planned.target()));
        return new Step.Leave(
                authorization.consent(known.definition(), task),
                planned.target().tier(),
                Text.block(words, SUMMARY));
    }

    private Map<String, Object> answer(Known<?> known, Assignment task, Step step) throws StepRefused {
        if (step.state() == StepState.REFUSED) {
            return refused(known, task, step.summary());
        }
        return step.plan().isNothing() ? nothing(known, task, step) : planned(known, task, step);
    }

    private Map<String, Object> planned(Known<?> known, Assignment task, Step step) throws StepRefused {
        admission.target(step.target());
        var variables = common(known, task);
        variables.put("stepId", step.id().toString());
        variables.put("planHash", step.planHash());
        variables.put("planSummary", step.shown());
        variables.put("targetTier", step.tier());
        variables.put("stepForbidden", false);
        variables.put("stepReason", "");
        return variables;
    }

    /** Forbidden as well, so that nobody is asked to approve it where the diagram does not part here. */
    private Map<String, Object> nothing(Known<?> known, Assignment task, Step step) {
        var variables = refused(known, task, step.plan().summary());
        variables.put("stepId", step.id().toString());
        variables.put("planHash", step.planHash());
        variables.put("stepOutcome", "nothing");
        return variables;
    }

    private Map<String, Object> refused(Known<?> known, Assignment task, String why) {
        var variables = common(known, task);
        variables.put("stepId", "");
        variables.put("planHash", "");
        variables.put("planSummary", Text.block(why, SUMMARY));
        variables.put("stepForbidden", true);
        variables.put("stepReason", Text.shown(why, SUMMARY));
        return variables;
    }

    private Map<String, Object> common(Known<?> known, Assignment task) {
        var variables = new HashMap<>(authorization.facts(known.definition(), task));
        variables.put("requestedBy", requestedBy(task));
        // What the caller sees if nobody and nothing lets the step go on; the execute phase says better.
        variables.put("stepOutcome", "refused");
        variables.put("stepVerified", false);
        return variables;
    }

    private static String requestedBy(Assignment task) {
        var asked = task.text("requestedBy");
        return asked == null || asked.isBlank() ? "runbook" : Text.shown(asked, 120);
    }

    private static String words(Known<?> known, Assignment task) {
        return Step.words(known.definition().title(), task.text("target"), Planner.isUndo(task));
    }

    private static String words(Plan plan, boolean irreversible, boolean live) {
        var words = new StringBuilder(plan.summary());
        if (!plan.warnings().isEmpty()) {
            words.append("\n\n**Mind:**\n");
            plan.warnings()
                    .forEach(warning -> words.append("- ").append(warning).append('\n'));
        }
        words.append(irreversible ? "\nThis can't be taken back.\n" : "\nThis can be taken back.\n");
        words.append(live ? "" : "\n**Dry run**: nothing will be changed (firebreak.effects, target.live).\n");
        // Last, so that of many sessions only ids are cut off.
        if (!plan.resources().isEmpty()) {
            words.append("\n**Exactly these:**\n");
            plan.resources().stream()
                    .limit(40)
                    .forEach(id -> words.append("- `").append(id).append("`\n"));
            var more = plan.resources().size() - 40;
            words.append(more > 0 ? "- and " + more + " more\n" : "");
        }
        return words.toString();
    }
}
