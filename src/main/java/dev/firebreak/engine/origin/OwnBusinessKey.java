package dev.firebreak.engine.origin;

import java.util.List;
import org.camunda.bpm.engine.BpmnParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Keeps a process within its incident. A called process has the business key of its root or none, so that its tasks and
 * messages never count for another incident; and a message, which carries the key of an incident, starts no process of a
 * model's own (guarantees.md H27).
 */
public class OwnBusinessKey extends AbstractBpmnParseListener implements ExecutionListener {

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        definitions.forEach(definition -> definition.addBuiltInListener(ExecutionListener.EVENTNAME_START, this));
    }

    @Override
    public void parseStartEvent(Element drawn, ScopeImpl scope, ActivityImpl event) {
        if (scope instanceof ProcessDefinitionEntity && drawn.element("messageEventDefinition") != null) {
            throw new BpmnParseException(
                    event.getId() + ": a message can't start a process, because it belongs to an incident. Use an event"
                            + " sub-process.",
                    drawn);
        }
    }

    @Override
    public void notify(DelegateExecution execution) {
        var own = execution.getProcessBusinessKey();
        var root = rootKey((ExecutionEntity) execution);
        if (own != null && !own.equals(root)) {
            throw new ProcessEngineException("The business key names " + own + ", but this process belongs to "
                    + (root == null ? "no incident" : root) + ": a process acts only on its own incident.");
        }
    }

    /** The business key of the root process instance, or null. */
    static String rootKey(ExecutionEntity execution) {
        var instance = execution.getProcessInstance();
        while (instance.getSuperExecution() != null) {
            instance = instance.getSuperExecution().getProcessInstance();
        }
        return instance.getBusinessKey();
    }
}
