package dev.firebreak.lifecycle.engine.forms;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Leaves the name of the person who completes a task in the variable {@code by}, for the delegate that records it. */
public class WhoDidIt extends AbstractBpmnParseListener implements TaskListener {

    private static final String BY = "by";

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        for (var definition : definitions) {
            definition
                    .getTaskDefinitions()
                    .values()
                    .forEach(task -> task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, this));
        }
    }

    @Override
    public void notify(DelegateTask task) {
        var person = Context.getCommandContext().getAuthenticatedUserId();
        if (person != null) {
            task.setVariable(BY, person);
        }
    }
}
