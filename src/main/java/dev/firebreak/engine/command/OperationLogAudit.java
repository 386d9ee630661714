package dev.firebreak.engine.command;

import org.camunda.bpm.engine.impl.history.HistoryLevelAudit;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * The engine's history level {@code audit} plus the user operation log: retries, suspensions, changed users and rights.
 * In 7.24 only the level {@code full} writes that log, and it also stores every version of every variable.
 */
public class OperationLogAudit extends HistoryLevelAudit {

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
        return type == HistoryEventTypes.USER_OPERATION_LOG || super.isHistoryEventProduced(type, entity);
    }
}
