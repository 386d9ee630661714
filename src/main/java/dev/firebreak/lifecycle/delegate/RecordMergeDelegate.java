package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.MERGED_INTO;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Ends the incident as merged: another incident about the same problem continues. */
@Component
class RecordMergeDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    RecordMergeDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        incidents.end(incident, IncidentStatus.MERGED, new IncidentId(MERGED_INTO.in(execution)));
        timeline.decide(incident, Decision.MERGED, "Merged into " + MERGED_INTO.in(execution), BY.in(execution));
    }
}
