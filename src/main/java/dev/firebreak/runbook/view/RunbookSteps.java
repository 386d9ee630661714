package dev.firebreak.runbook.view;

import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.definition.StepDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/** The steps that this installation has and that change something. */
@Component
public class RunbookSteps {

    /** A step, such as {@code docker.restart-container} with the title "Restart container". */
    public record Offered(String step, String title, Effect effect) {}

    private final List<Offered> changing;

    RunbookSteps(ListableBeanFactory beans) {
        this.changing = List.of(beans.getBeanNamesForAnnotation(RunbookStep.class)).stream()
                .map(name -> beans.getType(name, false))
                .filter(Objects::nonNull)
                .map(StepDefinition::of)
                .filter(step -> step.effect() != Effect.READ)
                .map(step -> new Offered(step.topic(), step.title(), step.effect()))
                .sorted(Comparator.comparing(Offered::step))
                .toList();
    }

    /** By name. */
    public List<Offered> changing() {
        return changing;
    }
}
