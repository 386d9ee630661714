package dev.firebreak.engine.members;

import dev.firebreak.engine.TaskEventListener;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** Makes the assignee of a task a member of its incident. */
class TaskMembership extends TaskEventListener {

    private final Supplier<IncidentMembers> members;

    TaskMembership(Supplier<IncidentMembers> members) {
        super(EVENTNAME_ASSIGNMENT);
        this.members = members;
    }

    @Override
    public void notify(DelegateTask task) {
        var incident = task.getExecution().getProcessBusinessKey();
        if (task.getAssignee() != null && IncidentId.isForm(incident)) {
            members.get().add(new IncidentId(incident), task.getAssignee(), IncidentMembers.Part.ASSIGNEE);
        }
    }
}
