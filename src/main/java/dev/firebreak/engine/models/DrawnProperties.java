package dev.firebreak.engine.models;

import dev.firebreak.engine.ActivityProperties;
import dev.firebreak.engine.command.SystemIdentity;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.springframework.stereotype.Component;

/** Properties of user tasks, read once for each process definition: a deployed definition never changes. */
@Component
class DrawnProperties implements ActivityProperties {

    private static final int MOST_DEFINITIONS = 500;

    private final RepositoryService models;
    private final SystemIdentity system;
    private final Map<String, Map<String, Map<String, String>>> read = new ConcurrentHashMap<>();

    DrawnProperties(RepositoryService models, SystemIdentity system) {
        this.models = models;
        this.system = system;
    }

    @Override
    public Optional<String> of(String definition, String activity, String property) {
        return Optional.ofNullable(activities(definition).get(activity)).map(properties -> properties.get(property));
    }

    private Map<String, Map<String, String>> activities(String definition) {
        var known = read.get(definition);
        if (known != null) {
            return known;
        }
        var drawn =
                system
                        .run(() -> models.getBpmnModelInstance(definition))
                        .getModelElementsByType(FlowNode.class)
                        .stream()
                        .collect(Collectors.toMap(FlowNode::getId, DrawnProperties::properties));
        if (read.size() >= MOST_DEFINITIONS) {
            read.clear();
        }
        read.put(definition, drawn);
        return drawn;
    }

    private static Map<String, String> properties(FlowNode node) {
        return Optional.ofNullable(node.getExtensionElements()).stream()
                .flatMap(extensions ->
                        extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream())
                .map(CamundaProperties::getCamundaProperties)
                .flatMap(Collection::stream)
                .filter(property -> property.getCamundaName() != null && property.getCamundaValue() != null)
                .collect(Collectors.toMap(
                        CamundaProperty::getCamundaName, CamundaProperty::getCamundaValue, (first, second) -> first));
    }
}
