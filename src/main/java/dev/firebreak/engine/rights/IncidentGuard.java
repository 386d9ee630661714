package dev.firebreak.engine.rights;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineServices;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/**
 * Refuses to end, suspend or change the processes of an incident from outside, whoever asks: the record would stay open
 * and no command could close it. A process belongs to an incident if {@code incident-lifecycle} is its root.
 */
final class IncidentGuard {

    private static final String LIFECYCLE = "incident-lifecycle";

    /** The source of the deployments that Firebreak makes from its jar and from {@code firebreak.models-dir}. */
    private static final String OURS = "firebreak";

    private IncidentGuard() {}

    /** Throws if the process of this execution belongs to an incident. */
    static void protect(ExecutionEntity execution) {
        if (execution != null && belongsToIncident(execution.getRootProcessInstanceId())) {
            throw new AuthorizationException(
                    "This process belongs to an incident, so nobody ends or changes it from outside. Cancel, "
                            + "resolve or merge the incident on its page, or retry its stuck step.");
        }
    }

    /** Throws if Firebreak brought a model with this key: incidents need it. */
    static void protectModel(String key) {
        if (isOurs(key)) {
            throw new AuthorizationException("Incidents need the model '" + key
                    + "', so it can't be suspended or deleted. Deploy a corrected version instead; to stop its steps, "
                    + "freeze them.");
        }
    }

    /** Throws if an incident needs a model of this deployment. */
    static void protectDeployment(String deployment) {
        withoutRights(engine -> {
            engine.getRepositoryService()
                    .createProcessDefinitionQuery()
                    .deploymentId(deployment)
                    .list()
                    .forEach(model -> protectModel(model.getKey()));
            engine.getRuntimeService().createProcessInstanceQuery().deploymentId(deployment).list().stream()
                    .map(ProcessInstance::getRootProcessInstanceId)
                    .distinct()
                    .filter(IncidentGuard::belongsToIncident)
                    .findAny()
                    .ifPresent(root -> {
                        throw new AuthorizationException(
                                "A process of this deployment belongs to an incident. Wait until the incident ends.");
                    });
        });
    }

    private static boolean belongsToIncident(String rootInstance) {
        var root = Context.getCommandContext().getExecutionManager().findExecutionById(rootInstance);
        return root != null && LIFECYCLE.equals(root.getProcessDefinition().getKey());
    }

    private static boolean isOurs(String key) {
        var found = new boolean[1];
        withoutRights(engine -> found[0] =
                engine.getRepositoryService().createProcessDefinitionQuery().processDefinitionKey(key).list().stream()
                        .map(ProcessDefinition::getDeploymentId)
                        .anyMatch(deployment -> engine.getRepositoryService()
                                        .createDeploymentQuery()
                                        .deploymentId(deployment)
                                        .deploymentSource(OURS)
                                        .count()
                                > 0));
        return found[0];
    }

    private static void withoutRights(java.util.function.Consumer<ProcessEngineServices> work) {
        Context.getCommandContext().runWithoutAuthorization(() -> {
            work.accept(Context.getProcessEngineConfiguration().getProcessEngine());
            return null;
        });
    }
}
