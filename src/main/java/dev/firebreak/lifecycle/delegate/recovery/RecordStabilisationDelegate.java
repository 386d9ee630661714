package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.STABILISED;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that the commander has stabilised the incident by hand, and how. */
@Component
class RecordStabilisationDelegate implements JavaDelegate {

    private static final ProcessVariable<String> MITIGATION = ProcessVariable.text("mitigation");
    private static final ProcessVariable<String> CAUSE = ProcessVariable.text("rootCauseFound");

    private final Incidents incidents;
    private final Timeline timeline;

    RecordStabilisationDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        var by = BY.in(execution);
        if (CAUSE.in(execution) != null) {
            timeline.reach(incident, Milestone.IDENTIFIED, "Root cause: " + CAUSE.in(execution), by);
        }
        timeline.reach(incident, Milestone.MITIGATED, "Stabilised by hand: " + MITIGATION.in(execution), by);
        incidents.move(incident, IncidentStatus.MONITORING);
        STABILISED.set(execution, true);
    }
}
