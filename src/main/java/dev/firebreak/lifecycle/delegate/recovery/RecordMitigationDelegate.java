package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that a runbook removed its symptom. That confirms the cause that the runbook treats. */
@Component
class RecordMitigationDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final Timeline timeline;

    RecordMitigationDelegate(OwnIncident own, Incidents incidents, Timeline timeline) {
        this.own = own;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var runbook = "runbook " + RUNBOOK.in(execution);
        timeline.reach(incident, Milestone.IDENTIFIED, "Cause confirmed: " + incidents.get(incident).symptom(), runbook);
        timeline.reach(incident, Milestone.MITIGATED, "Mitigation applied by runbook", runbook);
        if (!incidents.get(incident).alertsCleared()) {
            incidents.move(incident, IncidentStatus.MONITORING);
        }
    }
}
