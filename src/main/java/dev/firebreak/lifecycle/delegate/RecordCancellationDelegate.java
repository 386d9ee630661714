package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Cancels the incident without a resolution: it was a false alarm, or another team owns it. */
@Component
class RecordCancellationDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    RecordCancellationDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        incidents.end(incident, IncidentStatus.CANCELLED, null);
        timeline.decide(incident, Decision.CANCELLED, "Cancelled: " + REASON.in(execution), BY.in(execution));
    }
}
