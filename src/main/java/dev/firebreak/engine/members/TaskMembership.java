package dev.firebreak.engine.members;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Makes the assignee of a task a member of its incident. */
class TaskMembership extends AbstractBpmnParseListener implements TaskListener {

    private final Supplier<IncidentMembers> members;

    TaskMembership(Supplier<IncidentMembers> members) {
        this.members = members;
    }

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        for (var definition : definitions) {
            definition
                    .getTaskDefinitions()
                    .values()
                    .forEach(task -> task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, this));
        }
    }

    @Override
    public void notify(DelegateTask task) {
        var incident = task.getExecution().getProcessBusinessKey();
        if (task.getAssignee() != null && IncidentId.isForm(incident)) {
            members.get().add(new IncidentId(incident), task.getAssignee(), IncidentMembers.Part.ASSIGNEE);
        }
    }
}
