package dev.firebreak.engine.hardening;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Aborts a command that enters more than {@value #MAX_ACTIVITIES} activities: processes that call each other without a
 * wait state (guarantees.md H4). Admission can't find such a loop, because it sees one file at a time.
 */
class ActivityLimit extends AbstractBpmnParseListener implements ExecutionListener, SessionFactory {

    static final int MAX_ACTIVITIES = 2000;

    /** How many activities the current command has entered. */
    private static class Counter implements Session {

        private int entered;

        @Override
        public void flush() {
            // nothing to write to the database
        }

        @Override
        public void close() {
            entered = 0;
        }
    }

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        definitions.forEach(this::watch);
    }

    private void watch(ScopeImpl scope) {
        for (ActivityImpl activity : scope.getActivities()) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, this);
            watch(activity);
        }
    }

    @Override
    public void notify(DelegateExecution execution) {
        var counter = Context.getCommandContext().getSession(Counter.class);
        if (++counter.entered > MAX_ACTIVITIES) {
            throw new ProcessEngineException("%s in %s: more than %d activities in one transaction, nothing waits"
                    .formatted(execution.getCurrentActivityId(), execution.getProcessDefinitionId(), MAX_ACTIVITIES));
        }
    }

    @Override
    public Class<?> getSessionType() {
        return Counter.class;
    }

    @Override
    public Session openSession() {
        return new Counter();
    }
}
