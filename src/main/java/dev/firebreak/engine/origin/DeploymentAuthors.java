package dev.firebreak.engine.origin;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.camunda.bpm.engine.history.UserOperationLogEntry.OPERATION_TYPE_CREATE;

import dev.firebreak.engine.ModelAuthors;
import dev.firebreak.engine.command.SystemIdentity;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.springframework.stereotype.Component;

/** The author of a deployment is the person who deployed it, by the engine's user operation log. */
@Component
class DeploymentAuthors implements ModelAuthors {

    private final HistoryService history;
    private final SystemIdentity system;

    DeploymentAuthors(HistoryService history, SystemIdentity system) {
        this.history = history;
        this.system = system;
    }

    @Override
    public Set<String> of(String deployment) {
        return system.run(() -> history
                .createUserOperationLogQuery()
                .deploymentId(deployment)
                .operationType(OPERATION_TYPE_CREATE)
                .list()
                .stream()
                .map(UserOperationLogEntry::getUserId)
                .filter(Objects::nonNull)
                .collect(toUnmodifiableSet()));
    }
}
