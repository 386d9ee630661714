package dev.firebreak.runbook.view;

import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.admission.Authorization;
import dev.firebreak.runbook.definition.StepDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/** The steps that this installation has and that change something, and the approvals that each needs. */
@Component
public class RunbookSteps {

    /**
     * A step, such as {@code docker.restart-container} with the title "Restart container".
     *
     * @param reversible whether it can be undone
     */
    public record Offered(String step, String title, Effect effect, boolean reversible) {}

    private final List<Offered> changing;
    private final Authorization authorization;

    RunbookSteps(ListableBeanFactory beans, Authorization authorization) {
        this.authorization = authorization;
        this.changing = List.of(beans.getBeanNamesForAnnotation(RunbookStep.class)).stream()
                .map(name -> beans.getType(name, false))
                .filter(Objects::nonNull)
                .map(StepDefinition::of)
                .filter(step -> step.effect() != Effect.READ)
                .map(step -> new Offered(step.topic(), step.title(), step.effect(), step.reversible()))
                .sorted(Comparator.comparing(Offered::step))
                .toList();
    }

    /** By name. */
    public List<Offered> changing() {
        return changing;
    }

    /**
     * {@code automatic}, {@code one}, {@code two} or {@code forbidden} by tier of the target and severity, as {@code
     * authorize-step} and the operator's floor say now.
     *
     * @param isUndo whether the step is taken back, which can't be taken back itself
     */
    public SortedMap<String, SortedMap<String, String>> approvals(Offered step, boolean isUndo) {
        var words = new TreeMap<String, SortedMap<String, String>>();
        authorization.table(step.effect(), isUndo || !step.reversible()).forEach((tier, row) -> {
            var bySeverity = new TreeMap<String, String>();
            row.forEach((severity, needed) ->
                    bySeverity.put(severity.name(), needed.name().toLowerCase(Locale.ROOT)));
            words.put(tier, bySeverity);
        });
        return words;
    }
}
