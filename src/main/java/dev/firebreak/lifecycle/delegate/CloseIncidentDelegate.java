package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the incident. The process ends; the record stays. */
@Component
class CloseIncidentDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    CloseIncidentDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        incidents.end(incident, IncidentStatus.CLOSED, null);
        timeline.decide(incident, Decision.CLOSED, "Incident closed", "incident-lifecycle");
    }
}
