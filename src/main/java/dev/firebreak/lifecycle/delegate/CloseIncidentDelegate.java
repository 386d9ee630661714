package dev.firebreak.lifecycle.delegate;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the incident. The process ends; the record stays. */
@Component
class CloseIncidentDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final Timeline timeline;

    CloseIncidentDelegate(OwnIncident own, Incidents incidents, Timeline timeline) {
        this.own = own;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        if (incidents.get(incident).isOpen()) {
            throw new ProcessEngineException(incident + " is not resolved, so it can't be closed.");
        }
        incidents.end(incident, IncidentStatus.CLOSED, null);
        timeline.decide(incident, Decision.CLOSED, "Incident closed", "incident-lifecycle");
    }
}
