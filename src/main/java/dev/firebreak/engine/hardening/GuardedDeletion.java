package dev.firebreak.engine.hardening;

import dev.firebreak.engine.GuardedModels;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.repository.ResourceDefinitionEntity;

/**
 * Refuses that a person deletes a guarded model: the version before it would be in force at once, without a release.
 */
final class GuardedDeletion {

    private GuardedDeletion() {}

    static void checkDeployment(String deployment) {
        var command = Context.getCommandContext();
        var keys = Stream.of(
                        command.getProcessDefinitionManager().findProcessDefinitionsByDeploymentId(deployment),
                        command.getDecisionDefinitionManager().findDecisionDefinitionByDeploymentId(deployment),
                        command.getCamundaFormDefinitionManager().findDefinitionsByDeploymentId(deployment))
                .flatMap(definitions -> definitions.stream())
                .map(definition -> ((ResourceDefinitionEntity<?>) definition).getKey());
        keys.forEach(GuardedDeletion::checkKey);
    }

    static void checkProcessDefinition(String id) {
        var definition =
                Context.getCommandContext().getProcessDefinitionManager().findLatestProcessDefinitionById(id);
        if (definition != null) {
            checkKey(definition.getKey());
        }
    }

    static void checkKey(String key) {
        if (Context.getCommandContext().getAuthentication() != null && GuardedModels.isGuarded(key)) {
            throw new AuthorizationException(
                    key + " is guarded and can't be deleted: deploy the version that you want, and have it released");
        }
    }
}
