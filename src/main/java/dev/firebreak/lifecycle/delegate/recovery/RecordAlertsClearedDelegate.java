package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that all alerts have cleared. The resolution process checks whether they stay cleared. */
@Component
class RecordAlertsClearedDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    RecordAlertsClearedDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        incidents.clearAlerts(incident, true);
        if (incidents.get(incident).isOpen()) {
            incidents.move(incident, IncidentStatus.MONITORING);
        }
        timeline.reach(incident, Milestone.RESTORED, "Alerts cleared", "alerts");
    }
}
