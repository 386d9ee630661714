package dev.firebreak.engine.record;

import dev.firebreak.engine.TaskEventListener;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.change.IncidentChanges;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Tells live pages about an open task that changes: somebody claims it, gives it back, or its due date moves. None of
 * these is a line of the timeline. A task that appears or ends follows from something that is.
 */
public final class TaskChanges extends TaskEventListener {

    private static final String CHANGED = "task.changed";

    private final ObjectProvider<IncidentChanges> changes;
    private final ObjectProvider<Clock> clock;

    public TaskChanges(ObjectProvider<IncidentChanges> changes, ObjectProvider<Clock> clock) {
        super(EVENTNAME_UPDATE);
        this.changes = changes;
        this.clock = clock;
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
