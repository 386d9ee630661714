package dev.firebreak.engine.command;

import dev.firebreak.access.Audit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;

/**
 * Copies what people do to processes, jobs and tasks through the engine's REST API and webapps from the engine's user
 * operation log to the audit, in the operation's transaction: what can't be audited is not done. The engine's own log
 * ends after 90 days. Completed and claimed tasks are on the timeline and left out.
 */
public class OperationAudit implements HistoryEventHandler {

    private static final Set<String> AUDITED = Set.of(
            EntityTypes.PROCESS_INSTANCE,
            EntityTypes.PROCESS_DEFINITION,
            EntityTypes.JOB,
            EntityTypes.JOB_DEFINITION,
            EntityTypes.EXTERNAL_TASK,
            EntityTypes.DEPLOYMENT,
            EntityTypes.TASK,
            EntityTypes.FILTER);

    /** Creations: of a deployment it is audited with the hashes of its files, of a process it is on the timeline. */
    private static final Set<String> ELSEWHERE = Set.of(
            UserOperationLogEntry.OPERATION_TYPE_CREATE,
            UserOperationLogEntry.OPERATION_TYPE_COMPLETE,
            UserOperationLogEntry.OPERATION_TYPE_CLAIM);

    private final Supplier<Audit> audit;

    public OperationAudit(Supplier<Audit> audit) {
        this.audit = audit;
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event instanceof UserOperationLogEntryEventEntity operation
                && operation.getUserId() != null
                && AUDITED.contains(operation.getEntityType())
                && !ELSEWHERE.contains(operation.getOperationType())) {
            audit.get().record("system", operation.getUserId(), action(operation), facts(operation));
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    /** Such as {@code engine.set-job-retries}. */
    private static String action(UserOperationLogEntryEventEntity operation) {
        return "engine."
                + operation
                        .getOperationType()
                        .replaceAll("([a-z])([A-Z])", "$1-$2")
                        .toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> facts(UserOperationLogEntryEventEntity operation) {
        var facts = new TreeMap<String, String>();
        facts.put("entity", operation.getEntityType());
        facts.put("property", operation.getProperty());
        facts.put("from", operation.getOrgValue());
        facts.put("to", operation.getNewValue());
        facts.put("process", operation.getProcessInstanceId());
        facts.put("definition", operation.getProcessDefinitionKey());
        facts.put("task", operation.getTaskId());
        facts.put("job", operation.getJobId());
        facts.put("externalTask", operation.getExternalTaskId());
        facts.put("deployment", operation.getDeploymentId());
        facts.values().removeIf(java.util.Objects::isNull);
        return facts;
    }
}
