package dev.firebreak.engine.versions;

import dev.firebreak.engine.CallInputs;
import dev.firebreak.engine.models.LatestModels;
import dev.firebreak.engine.models.LatestModels.Kind;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.springframework.stereotype.Component;

/**
 * The calls of one process that a model can reach, directly or through the processes that it calls, whatever a gateway
 * decides. Called processes count in their latest version. A call whose process is an expression may call any.
 */
@Component
public class ReachableCalls {

    private static final String EXPRESSION = "${";

    /** A call activity, and the processes on the way to it, the nearest first; none if the model itself has the call. */
    public record Call(CallInputs inputs, List<String> through) {}

    private final LatestModels models;

    ReachableCalls(LatestModels models) {
        this.models = models;
    }

    /**
     * The calls in the order in which they are reached, each once.
     *
     * @param process the key of the called process
     * @param content the BPMN file to begin with
     */
    public List<Call> of(String process, byte[] content) {
        var found = new LinkedHashSet<Call>();
        var seen = new HashSet<String>();
        seen.add(process);
        collect(process, content, List.of(), found, seen);
        return List.copyOf(found);
    }

    /**
     * The calls of a process that the engine has; empty if it has none with this key and number.
     *
     * @param version null for the version in force
     */
    public Optional<List<Call>> of(String process, String key, Integer version) {
        return (version == null ? models.latest(Kind.PROCESS, key) : models.version(Kind.PROCESS, key, version))
                .map(found -> of(process, models.content(found)));
    }

    private void collect(String process, byte[] content, List<String> through, Set<Call> found, Set<String> seen) {
        var calls =
                Bpmn.readModelFromStream(new ByteArrayInputStream(content)).getModelElementsByType(CallActivity.class);
        for (var call : calls) {
            if (process.equals(call.getCalledElement())) {
                found.add(new Call(CallInputs.of(call), through));
            } else {
                called(call)
                        .filter(seen::add)
                        .forEach(key -> models.latest(Kind.PROCESS, key)
                                .ifPresent(next ->
                                        collect(process, models.content(next), and(through, key), found, seen)));
            }
        }
    }

    private Stream<String> called(CallActivity call) {
        var element = call.getCalledElement();
        if (element == null) {
            return Stream.empty();
        }
        return element.contains(EXPRESSION) ? models.processes().stream() : Stream.of(element);
    }

    private static List<String> and(List<String> through, String key) {
        var longer = new ArrayList<>(through);
        longer.add(key);
        return List.copyOf(longer);
    }
}
