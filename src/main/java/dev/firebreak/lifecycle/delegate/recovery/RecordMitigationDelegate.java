package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.EffectiveSteps;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records that the symptom is gone at the end of a runbook. Only if one of its steps changed something, that confirms
 * the cause that the runbook treats, and the mitigation is its own.
 */
@Component
class RecordMitigationDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final Timeline timeline;
    private final EffectiveSteps steps;

    RecordMitigationDelegate(OwnIncident own, Incidents incidents, Timeline timeline, EffectiveSteps steps) {
        this.own = own;
        this.incidents = incidents;
        this.timeline = timeline;
        this.steps = steps;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var runbook = "runbook " + RUNBOOK.in(execution);
        var symptom = incidents.get(incident).symptom();
        if (steps.any(incident)) {
            timeline.reach(incident, Milestone.IDENTIFIED, "Cause confirmed: " + symptom, runbook);
            timeline.reach(incident, Milestone.MITIGATED, "Mitigation applied by runbook", runbook);
        } else {
            timeline.add(incident, symptom + " is gone, but no step of the runbook changed it", runbook);
        }
        if (!incidents.get(incident).alertsCleared()) {
            incidents.move(incident, IncidentStatus.MONITORING);
        }
    }
}
