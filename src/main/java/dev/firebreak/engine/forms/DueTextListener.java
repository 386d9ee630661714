package dev.firebreak.engine.forms;

import dev.firebreak.text.TimeText;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Keeps the due date of each task in words in the task's variable {@code dueText}, such as
 * {@code 22 Nov 2026, 07:16 UTC}. Forms show variables as they are, and those of the process are in ISO 8601.
 */
public class DueTextListener extends AbstractBpmnParseListener implements TaskListener {

    private static final String DUE_TEXT = "dueText";

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        for (var definition : definitions) {
            definition.getTaskDefinitions().values().forEach(task -> {
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, this);
                task.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, this);
            });
        }
    }

    @Override
    public void notify(DelegateTask task) {
        var due =
                task.getDueDate() == null ? null : TimeText.of(task.getDueDate().toInstant());
        var shown = task.getVariableLocal(DUE_TEXT);
        if (due == null && shown != null) {
            task.removeVariableLocal(DUE_TEXT);
        } else if (due != null && !due.equals(shown)) {
            task.setVariableLocal(DUE_TEXT, due);
        }
    }
}
