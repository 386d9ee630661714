package dev.firebreak.runbook.view;

import static dev.firebreak.engine.FixedForms.APPROVE_STEP;
import static dev.firebreak.engine.FixedForms.SETTLE_OUTCOME;
import static dev.firebreak.runbook.definition.StepVariables.APPROVED;
import static dev.firebreak.runbook.definition.StepVariables.COMMENT;
import static dev.firebreak.runbook.definition.StepVariables.SETTLEMENT;
import static dev.firebreak.runbook.definition.StepVariables.STEP_ID;

import dev.firebreak.access.FourEyes;
import dev.firebreak.access.Person;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.TaskForms.OpenForm;
import dev.firebreak.engine.TaskRefused;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.duties.SeparationOfDuties;
import dev.firebreak.runbook.ledger.Approvals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.Steps;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * People's decisions about steps on a page of ours: it shows the ledger's plan, and completes the same user task as
 * Tasklist with the same checks.
 */
@Component
public class StepDecisions {

    private final Steps steps;
    private final Approvals approvals;
    private final TaskForms tasks;
    private final SeparationOfDuties duties;
    private final RunbookSettings settings;
    private final Clock clock;

    StepDecisions(
            Steps steps,
            Approvals approvals,
            TaskForms tasks,
            SeparationOfDuties duties,
            RunbookSettings settings,
            Clock clock) {
        this.steps = steps;
        this.approvals = approvals;
        this.tasks = tasks;
        this.duties = duties;
        this.settings = settings;
        this.clock = clock;
    }

    /** What a person decides about a step now. */
    public enum Question {
        APPROVAL,
        OUTCOME,
        NONE
    }

    /**
     * A step as a person decides about it.
     *
     * @param given the decisions so far
     * @param needed how many people have to approve it
     * @param validFor how long an approval counts, such as "15 minutes"
     */
    public record DecidedStep(
            UUID id,
            IncidentId incident,
            String state,
            Question question,
            ShownPlan plan,
            List<StepView.Decision> given,
            int needed,
            String validFor) {

        /** Whether this person has decided about it. */
        public boolean isDecidedBy(Person person) {
            return given.stream().anyMatch(decision -> decision.by().equals(person.id()));
        }
    }

    /** The newest attempt of the step; empty if there is no such step. */
    public Optional<DecidedStep> find(UUID id) {
        return steps.find(id)
                .map(step -> new DecidedStep(
                        id,
                        step.incident(),
                        step.state().name(),
                        question(step),
                        ShownPlan.of(step),
                        approvals.of(id).stream().map(StepView.Decision::of).toList(),
                        step.authorized().people(),
                        settings.approvalValidFor()));
    }

    /** Why a commander can't approve the step, though they can decline it; empty if they can. */
    public Optional<String> whyNotApprove(UUID id, Person commander) {
        return steps.find(id)
                .flatMap(step -> duties.coolDown(commander.id(), clock.instant())
                        .or(() -> duties.partOf(commander.id(), step)
                                .filter(part -> settings.fourEyes() == FourEyes.ENFORCE)
                                .map(part ->
                                        "You " + part + ", so another person has to approve it. You can decline it.")));
    }

    private Question question(Step step) {
        return task(step)
                .map(task -> task.form().equals(APPROVE_STEP) ? Question.APPROVAL : Question.OUTCOME)
                .orElse(Question.NONE);
    }

    private Optional<OpenForm> task(Step step) {
        return tasks.open(
                step.processInstance(),
                Set.of(APPROVE_STEP, SETTLE_OUTCOME),
                STEP_ID.name(),
                step.id().toString());
    }

    /**
     * Decides, as in the form. If this throws, nothing is decided.
     *
     * @param choice {@code true} or {@code false} for an approval; {@code done}, {@code again}, {@code skip} or
     *     {@code stop} for an outcome
     * @param shown {@link ShownPlan#hash()} of the plan that the page showed
     */
    public void decide(UUID id, String choice, String comment, String shown, Person by) {
        var step = steps.find(id).orElseThrow(() -> new TaskRefused(404, "There is no such step.", null));
        var task = task(step)
                .orElseThrow(() -> new TaskRefused(
                        409,
                        "No decision is wanted about this step: another person decided, or the process went on.",
                        null));
        var isApproval = task.form().equals(APPROVE_STEP);
        var values = new HashMap<String, Object>(Map.of((isApproval ? APPROVED : SETTLEMENT).name(), choice));
        if (!comment.isBlank()) {
            values.put(COMMENT.name(), comment);
        }
        tasks.complete(by, task, values, shown);
    }
}
