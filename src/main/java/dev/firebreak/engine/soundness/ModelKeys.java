package dev.firebreak.engine.soundness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.ModelException;

/**
 * The keys that admitted files define.
 *
 * @param forms ids of Camunda Forms
 */
public record ModelKeys(Set<String> processes, Set<String> decisions, Set<String> forms) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ContentCache<Set<String>> PROCESSES = new ContentCache<>();

    public static final ModelKeys NONE = new ModelKeys(Set.of(), Set.of(), Set.of());

    /** None if the file can't be read. */
    public static ModelKeys of(String file, byte[] content) {
        var keys = new HashSet<String>();
        try {
            if (file.endsWith(".bpmn")) {
                return new ModelKeys(PROCESSES.get(content, ModelKeys::processes), Set.of(), Set.of());
            }
            if (file.endsWith(".dmn")) {
                DmnTable.all(content)
                        .forEach(table ->
                                keys.add(String.valueOf(table.decision()).strip()));
                return new ModelKeys(Set.of(), keys, Set.of());
            }
            keys.add(JSON.readTree(content).path("id").asText());
            return new ModelKeys(Set.of(), Set.of(), keys);
        } catch (ModelException | IOException unreadable) {
            return NONE;
        }
    }

    private static Set<String> processes(byte[] bpmn) {
        return Bpmn.readModelFromStream(new ByteArrayInputStream(bpmn)).getModelElementsByType(Process.class).stream()
                .map(process -> String.valueOf(process.getId()).strip())
                .collect(Collectors.toUnmodifiableSet());
    }

    public ModelKeys with(ModelKeys other) {
        return new ModelKeys(
                union(processes, other.processes), union(decisions, other.decisions), union(forms, other.forms));
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
