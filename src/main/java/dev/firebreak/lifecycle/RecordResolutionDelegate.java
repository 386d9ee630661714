package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.LifecycleVariables.RESOLUTION;
import static dev.firebreak.lifecycle.LifecycleVariables.ROOT_CAUSE;

import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The commander confirmed that it is over, after the hold. */
@Component
class RecordResolutionDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    RecordResolutionDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        var by = BY.in(execution);
        if (ROOT_CAUSE.in(execution) != null) {
            timeline.reach(incident, Milestone.IDENTIFIED, "Root cause: " + ROOT_CAUSE.in(execution), by);
        }
        incidents.resolve(incident, RESOLUTION.in(execution), ROOT_CAUSE.in(execution));
        timeline.reach(incident, Milestone.RESOLVED, "Resolved: " + RESOLUTION.in(execution), by);
    }
}
