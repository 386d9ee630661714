package dev.firebreak;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.CallInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Some test runs each node, flow, boundary event and compensation that is drawn, and each step that a model can order. Runs after all others, in a surefire
 * execution of its own, and reads what {@link ModelPathRecorder} wrote in their JVMs.
 */
@Tag("model-paths")
class ModelPathsTests {

    /** The one process whose step only the run decides: it takes back what others changed. */
    private static final String ANY_STEP = "temporary-changes ";

    @Test
    void someTestRunsEverythingThatIsDrawn() {
        var run = run();
        var notRun = new TreeSet<>(drawn());
        notRun.removeAll(run);

        assertThat(notRun)
                .as("nodes and flows that no test of this build has run; recorded in " + ModelPathRecorder.folder())
                .isEmpty();
    }

    @Test
    void theStepsThatAModelDrawsAreThoseThatItOrders() {
        var ordered = run().stream()
                .filter(line -> line.contains(" orders ") && !line.startsWith(ANY_STEP))
                .collect(toCollection(TreeSet::new));

        assertThat(ordered).isEqualTo(drawnSteps());
        assertThat(run()).anyMatch(line -> line.startsWith(ANY_STEP + "orders "));
    }

    private static SortedSet<String> drawnSteps() {
        return models().flatMap(model -> model.getModelElementsByType(CallActivity.class).stream()
                        .filter(call -> "run-step".equals(call.getCalledElement()))
                        .map(call -> key(model) + " orders "
                                + CallInputs.of(call).constant("step").orElse("any step")))
                .filter(line -> !line.startsWith(ANY_STEP))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> run() {
        var run = new HashSet<String>();
        if (Files.isDirectory(ModelPathRecorder.folder())) {
            files(ModelPathRecorder.folder(), ".txt").forEach(file -> run.addAll(lines(file)));
        }
        return run;
    }

    private static Set<String> drawn() {
        var drawn = new HashSet<String>();
        models().forEach(model -> drawn.addAll(drawn(model)));
        return drawn;
    }

    private static Stream<BpmnModelInstance> models() {
        return Stream.of("processes", "runbooks")
                .flatMap(folder -> files(Path.of(folder), ".bpmn"))
                .map(file -> Bpmn.readModelFromFile(file.toFile()));
    }

    private static String key(BpmnModelInstance model) {
        return model.getModelElementsByType(Process.class).iterator().next().getId();
    }

    private static List<String> drawn(BpmnModelInstance model) {
        var key = key(model);
        return model.getModelElementsByType(FlowElement.class).stream()
                .filter(element -> element instanceof FlowNode || element instanceof SequenceFlow)
                .filter(element -> !isOnlyNotation(element))
                .map(element -> key + " " + element.getId())
                .toList();
    }

    /**
     * The engine has no step of its own for these: the event that an event-based gateway leads to counts, and the
     * handler of a compensation.
     */
    private static boolean isOnlyNotation(FlowElement element) {
        if (element instanceof SequenceFlow flow) {
            return flow.getSource() instanceof EventBasedGateway;
        }
        return element instanceof BoundaryEvent event
                && event.getEventDefinitions().stream().anyMatch(CompensateEventDefinition.class::isInstance);
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
