package dev.firebreak.engine;

import java.util.List;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Hears of one event of each user task of each process, before the listeners that a model draws. */
public abstract class TaskEventListener extends AbstractBpmnParseListener implements TaskListener {

    private final String event;

    /** @param event such as {@link TaskListener#EVENTNAME_COMPLETE} */
    protected TaskEventListener(String event) {
        this.event = event;
    }

    @Override
    public final void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        for (var definition : definitions) {
            definition.getTaskDefinitions().values().forEach(task -> task.addBuiltInTaskListener(event, this));
        }
    }
}
