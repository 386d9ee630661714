package dev.firebreak.engine.diagram;

import dev.firebreak.text.LruCache;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The diagrams of deployed processes. A deployed version never changes, so that the latest used ones are kept. */
@Component
public class DeployedDiagrams {

    private static final int KEPT = 100;

    private final RepositoryService models;
    private final LruCache<String, Diagram> kept = new LruCache<>(KEPT);

    DeployedDiagrams(RepositoryService models) {
        this.models = models;
    }

    /** The diagram of a version of a process; empty if the version is not deployed any more. */
    public Optional<Diagram> of(String definition) {
        var known = kept.get(definition);
        if (known.isPresent()) {
            return known;
        }
        var read = read(definition);
        read.ifPresent(diagram -> kept.put(definition, diagram));
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
