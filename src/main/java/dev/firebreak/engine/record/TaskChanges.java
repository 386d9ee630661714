package dev.firebreak.engine.record;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.change.IncidentChanges;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Tells live pages about an open task that changes: somebody claims it, gives it back, or its due date moves. None of
 * these is a line of the timeline. A task that appears or ends follows from something that is.
 */
public final class TaskChanges extends AbstractBpmnParseListener implements TaskListener {

    private static final String CHANGED = "task.changed";

    private final ObjectProvider<IncidentChanges> changes;
    private final ObjectProvider<Clock> clock;

    public TaskChanges(ObjectProvider<IncidentChanges> changes, ObjectProvider<Clock> clock) {
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        for (var definition : definitions) {
            definition
                    .getTaskDefinitions()
                    .values()
                    .forEach(task -> task.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, this));
        }
    }

    @Override
    public void notify(DelegateTask task) {
        var incident = task.getExecution().getProcessBusinessKey();
        if (IncidentId.isForm(incident)) {
            changes.getObject()
                    .add(new IncidentId(incident), CHANGED, clock.getObject().instant());
        }
    }
}
