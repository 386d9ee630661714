package dev.firebreak.engine.diagram;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The diagrams of deployed processes. A deployed version never changes, so that the latest used ones are kept. */
@Component
public class DeployedDiagrams {

    private static final int KEPT = 100;

    private final RepositoryService models;
    private final Map<String, Diagram> kept = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Diagram> eldest) {
            return size() > KEPT;
        }
    };

    DeployedDiagrams(RepositoryService models) {
        this.models = models;
    }

    /** The diagram of a version of a process; empty if the version is not deployed any more. */
    public Optional<Diagram> of(String definition) {
        synchronized (kept) {
            var known = kept.get(definition);
            if (known != null) {
                return Optional.of(known);
            }
        }
        var read = read(definition);
        synchronized (kept) {
            read.ifPresent(it -> kept.put(definition, it));
        }
        return read;
    }

    private Optional<Diagram> read(String definition) {
        var isDeployed = models.createProcessDefinitionQuery()
                        .processDefinitionId(definition)
                        .count()
                > 0;
        return isDeployed ? Optional.of(DiagramReader.read(models.getBpmnModelInstance(definition))) : Optional.empty();
    }
}
