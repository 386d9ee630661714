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
 * Ends a command that enters more activities than any of ours could: processes that call each other without ever waiting
 * (guarantees.md H4), which one file alone doesn't show.
 */
class ActivityLimit extends AbstractBpmnParseListener implements ExecutionListener, SessionFactory {

    static final int STEPS = 2000;

    /** How many activities the current command has entered. */
    private static class Spent implements Session {

        private int steps;

        @Override
        public void flush() {
            // nothing of this goes to the database
        }

        @Override
        public void close() {
            steps = 0;
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
        var spent = Context.getCommandContext().getSession(Spent.class);
        if (++spent.steps > STEPS) {
            throw new ProcessEngineException("%s in %s: more than %d activities in one go, nothing waits"
                    .formatted(execution.getCurrentActivityId(), execution.getProcessDefinitionId(), STEPS));
        }
    }

    @Override
    public Class<?> getSessionType() {
        return Spent.class;
    }

    @Override
    public Session openSession() {
        return new Spent();
    }
}
