package dev.firebreak.lifecycle.delegate.recovery;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that all alerts have cleared. The resolution process checks whether they stay cleared. */
@Component
class RecordAlertsClearedDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final Timeline timeline;

    RecordAlertsClearedDelegate(OwnIncident own, Incidents incidents, Timeline timeline) {
        this.own = own;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        incidents.clearAlerts(incident, true);
        if (incidents.get(incident).isOpen()) {
            incidents.move(incident, IncidentStatus.MONITORING);
        }
        timeline.reach(incident, Milestone.RESTORED, "Alerts cleared", "alerts");
    }
}
