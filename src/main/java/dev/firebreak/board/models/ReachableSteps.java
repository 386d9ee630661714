package dev.firebreak.board.models;

import dev.firebreak.engine.versions.ReachableCalls;
import dev.firebreak.engine.versions.ReachableCalls.Call;
import dev.firebreak.runbook.view.RunbookSteps;
import dev.firebreak.runbook.view.RunbookSteps.Offered;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Computes from the models in force which steps a process can order. Each step comes once for each way, in the order of
 * the model. A step that only the run decides may be any.
 */
@Component
public class ReachableSteps {

    private static final String RUN_STEP = "run-step";

    private final ReachableCalls calls;
    private final RunbookSteps steps;

    ReachableSteps(ReachableCalls calls, RunbookSteps steps) {
        this.calls = calls;
        this.steps = steps;
    }

    /** @param bpmn a file that was admitted */
    public List<ReachableStep> of(byte[] bpmn) {
        return reachable(calls.of(RUN_STEP, bpmn));
    }

    /**
     * The steps of a process that the engine has; empty if it has none with this key and number.
     *
     * @param version null for the version in force
     */
    public Optional<List<ReachableStep>> of(String key, Integer version) {
        return calls.of(RUN_STEP, key, version).map(this::reachable);
    }

    private List<ReachableStep> reachable(List<Call> found) {
        var approvals = new HashMap<List<?>, SortedMap<String, SortedMap<String, String>>>();
        return found.stream()
                .flatMap(call -> ordered(call).map(step -> {
                    var isUndo = call.inputs()
                            .constant("undo")
                            .filter("true"::equals)
                            .isPresent();
                    var needed = approvals.computeIfAbsent(
                            List.of(step.effect(), step.reversible(), isUndo), kind -> steps.approvals(step, isUndo));
                    return of(call, step, isUndo, needed);
                }))
                .distinct()
                .toList();
    }

    private Stream<Offered> ordered(Call call) {
        return steps.changing().stream()
                .filter(step -> step.reversible() || !isUndo(call))
                .filter(step ->
                        call.inputs().constant("step").map(step.step()::equals).orElse(true))
                .sorted(Comparator.comparing(Offered::effect).reversed());
    }

    private static boolean isUndo(Call call) {
        return call.inputs().constant("undo").filter("true"::equals).isPresent();
    }

    private static ReachableStep of(
            Call call, Offered step, boolean isUndo, SortedMap<String, SortedMap<String, String>> approvals) {
        return new ReachableStep(
                step.step(),
                step.title(),
                step.effect().word(),
                isUndo,
                call.through().isEmpty() ? null : String.join(", ", call.through()),
                approvals);
    }
}
