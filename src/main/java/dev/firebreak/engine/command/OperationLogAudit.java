package dev.firebreak.engine.command;

import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevelAudit;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * The engine's history level {@code audit} plus the user operation log: retries, suspensions, changed users and rights.
 * In 7.24 only the level {@code full} writes that log, and it also stores every version of every variable. Without the
 * variables, which were a sixth of what the database did for an incident and which nothing reads: what people must know
 * later is in the record (ADR 56).
 */
public class OperationLogAudit extends HistoryLevelAudit {

    private static final Set<HistoryEventType> VARIABLES = Set.of(
            HistoryEventTypes.VARIABLE_INSTANCE_CREATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.VARIABLE_INSTANCE_MIGRATE,
            HistoryEventTypes.VARIABLE_INSTANCE_DELETE);

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
        return type == HistoryEventTypes.USER_OPERATION_LOG
                || (!VARIABLES.contains(type) && super.isHistoryEventProduced(type, entity));
    }
}
