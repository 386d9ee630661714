package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SYMPTOM;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that a runbook removed its symptom. That confirms the cause that the runbook treats. */
@Component
class RecordMitigationDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    RecordMitigationDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        var runbook = "runbook " + RUNBOOK.in(execution);
        timeline.reach(incident, Milestone.IDENTIFIED, "Cause confirmed: " + SYMPTOM.in(execution), runbook);
        timeline.reach(incident, Milestone.MITIGATED, "Mitigation applied by runbook", runbook);
        if (!incidents.get(incident).alertsCleared()) {
            incidents.move(incident, IncidentStatus.MONITORING);
        }
    }
}
