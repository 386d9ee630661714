package dev.firebreak.runbook.definition;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import java.util.Arrays;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * What a step's class declares: its {@link RunbookStep} annotation, its parameter record, and whether it can be undone.
 *
 * @param order the record of its parameters
 */
public record StepDefinition(
        String topic,
        String title,
        Effect effect,
        boolean onTarget,
        boolean reversible,
        Class<? extends Record> order) {

    /** Reads the definition from a class with {@link RunbookStep}. */
    public static StepDefinition of(Class<?> type) {
        var step = AnnotationUtils.findAnnotation(type, RunbookStep.class);
        if (step == null) {
            throw new IllegalStateException(type + " has no @RunbookStep");
        }
        var role = RunbookReading.class.isAssignableFrom(type) ? RunbookReading.class : RunbookDelegate.class;
        if ((role == RunbookReading.class) != (step.effect() == Effect.READ)) {
            throw new IllegalStateException(
                    step.topic() + ": a RunbookReading must have the effect READ, and no other step may have it");
        }
        var order = ResolvableType.forClass(type).as(role).getGeneric(0).resolve();
        if (order == null || !order.isRecord()) {
            throw new IllegalStateException(step.topic() + ": its parameters must be a record");
        }
        return new StepDefinition(
                step.topic(),
                step.title(),
                step.effect(),
                step.onTarget(),
                overridesPlanUndo(type),
                order.asSubclass(Record.class));
    }

    private static boolean overridesPlanUndo(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals("planUndo")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {CompletedStep.class, Target.class})
                        && method.getDeclaringClass() != RunbookDelegate.class);
    }
}
