package dev.firebreak.board.view;

import dev.firebreak.engine.versions.ReachableCalls.Call;
import dev.firebreak.runbook.view.RunbookSteps.Offered;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A step that a model can order, and that changes something.
 *
 * @param effect the word that {@code authorize-step} uses
 * @param through the processes on the way, as text; null if the model itself orders the step
 */
public record ReachableStep(String step, String title, String effect, boolean isUndo, String through) {

    /** Each step once for each way, in the order of the model. A step that only the run decides may be any. */
    public static List<ReachableStep> of(List<Call> calls, List<Offered> steps) {
        return calls.stream()
                .flatMap(call -> ordered(call, steps).map(step -> of(call, step)))
                .distinct()
                .toList();
    }

    private static Stream<Offered> ordered(Call call, List<Offered> steps) {
        return steps.stream()
                .filter(step -> call.constant("step").map(step.step()::equals).orElse(true))
                .sorted(Comparator.comparing(Offered::effect).reversed());
    }

    private static ReachableStep of(Call call, Offered step) {
        return new ReachableStep(
                step.step(),
                step.title(),
                step.effect().word(),
                call.constant("undo").filter("true"::equals).isPresent(),
                call.through().isEmpty() ? null : String.join(", ", call.through()));
    }
}
