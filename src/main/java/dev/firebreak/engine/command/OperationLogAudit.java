package dev.firebreak.engine.command;

import org.camunda.bpm.engine.impl.history.HistoryLevelAudit;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * The engine's level {@code audit}, and who pressed what: retries, suspensions, changed users and rights. In 7.24 only
 * {@code full} writes that, with every version of every variable beside it.
 */
public class OperationLogAudit extends HistoryLevelAudit {

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
        return type == HistoryEventTypes.USER_OPERATION_LOG || super.isHistoryEventProduced(type, entity);
    }
}
