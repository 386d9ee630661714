package dev.firebreak.engine.release;

import dev.firebreak.engine.GuardedModels;
import dev.firebreak.engine.models.LatestModels;
import dev.firebreak.engine.models.LatestModels.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.CamundaFormDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Stops a person's deployment that would change a guarded model. It runs after the engine's own deployers, so it sees
 * the keys that the engine has read, however the file spells them, and only what the engine could deploy becomes a
 * proposal. Firebreak's own deployments pass: those of the jar and the models folder, and releases.
 */
@Component
public class ReleaseGate implements Deployer {

    private final ObjectProvider<LatestModels> models;

    ReleaseGate(ObjectProvider<LatestModels> models) {
        this.models = models;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        var person = Context.getCommandContext().getAuthenticatedUserId();
        if (!deployment.isNew() || person == null) {
            return;
        }
        var files = new TreeMap<>(deployment.getResources().values().stream()
                .collect(Collectors.toMap(ResourceEntity::getName, ResourceEntity::getBytes)));
        var keys = definitions(deployment)
                .filter(model -> GuardedModels.isGuarded(model.key()))
                .filter(model -> !isInForce(model, files))
                .map(Model::key)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!keys.isEmpty()) {
            throw new ReleaseRequired(
                    new ProposedDeployment(deployment.getName(), deployment.getSource(), person, files, keys));
        }
    }

    private record Model(Kind kind, String key, String file) {}

    private static Stream<Model> definitions(DeploymentEntity deployment) {
        return Stream.of(
                        models(Kind.PROCESS, deployment.getDeployedProcessDefinitions()),
                        models(Kind.DECISION, deployment.getDeployedDecisionDefinitions()),
                        models(Kind.FORM, deployment.getDeployedArtifacts(CamundaFormDefinitionEntity.class)))
                .flatMap(it -> it);
    }

    private static Stream<Model> models(Kind kind, List<? extends ResourceDefinition> definitions) {
        return definitions == null
                ? Stream.empty()
                : definitions.stream().map(it -> new Model(kind, it.getKey(), it.getResourceName()));
    }

    private boolean isInForce(Model model, Map<String, byte[]> files) {
        var inForce = models.getObject();
        return inForce.latest(model.kind(), model.key())
                .filter(version -> Arrays.equals(inForce.content(version), files.get(model.file())))
                .isPresent();
    }
}
