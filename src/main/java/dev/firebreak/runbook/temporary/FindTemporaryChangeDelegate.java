package dev.firebreak.runbook.temporary;

import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGES_KEPT;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_DUE;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_LEFT;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_STEP;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_SUMMARY;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_TARGET;

import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.ledger.Steps;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.TimeText;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Finds the newest change of the incident that can be taken back and still stands, or whose outcome is unknown, and that
 * was not decided about.
 */
@Component
class FindTemporaryChangeDelegate implements JavaDelegate {

    private static final String SEPARATOR = "\n";

    private final OwnIncident own;
    private final Steps steps;
    private final RunbookSettings settings;
    private final Clock clock;

    FindTemporaryChangeDelegate(OwnIncident own, Steps steps, RunbookSettings settings, Clock clock) {
        this.own = own;
        this.steps = steps;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var kept = kept(execution);
        var change = steps.standing(own.of(execution)).stream()
                .filter(step -> !kept.contains(key(step.topic(), step.target())))
                .findFirst();
        CHANGE_LEFT.set(execution, change.isPresent());
        change.ifPresent(step -> {
            CHANGE_STEP.set(execution, step.topic());
            CHANGE_TARGET.set(execution, step.target());
            CHANGE_SUMMARY.set(execution, Markdown.line(said(step)));
            CHANGE_DUE.set(execution, clock.instant().plus(settings.temporaryChanges()));
        });
    }

    /** The undo of a step takes back the newest success of this step on this target. */
    static String key(String topic, String target) {
        return topic + " " + target;
    }

    static void keep(DelegateExecution execution) {
        var key = key(CHANGE_STEP.in(execution), CHANGE_TARGET.in(execution));
        var kept = Objects.toString(CHANGES_KEPT.in(execution), "");
        CHANGES_KEPT.set(execution, kept.isEmpty() ? key : kept + SEPARATOR + key);
    }

    private static List<String> kept(DelegateExecution execution) {
        return List.of(Objects.toString(CHANGES_KEPT.in(execution), "").split(SEPARATOR));
    }

    private static String said(Step step) {
        if (step.state() == StepState.UNKNOWN) {
            return step.label() + ": the outcome is unknown since " + TimeText.of(step.endedAt())
                    + ": look at the target before you decide. Planned was: "
                    + step.plan().summary();
        }
        return step.label() + ": " + step.plan().summary() + " Since " + TimeText.of(step.endedAt()) + ".";
    }
}
