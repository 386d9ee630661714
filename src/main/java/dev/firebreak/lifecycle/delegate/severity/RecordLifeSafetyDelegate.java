package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.variables.IncidentProcesses;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that life safety is at stake: automation is suspended, and the severity becomes P1. */
@Component
class RecordLifeSafetyDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordLifeSafetyDelegate(Incidents incidents, Timeline timeline, Lifecycle lifecycle) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(INCIDENT.in(execution));
        var by = BY.in(execution);
        incidents.declareLifeSafety(incident.id());
        timeline.decide(
                incident.id(),
                Decision.LIFE_SAFETY_DECLARED,
                "Life safety declared, automation suspended: " + REASON.in(execution),
                by);
        IncidentProcesses.set(execution.getProcessEngineServices(), incident.id(), Map.of(LIFE_SAFETY.name(), "yes"));
        if (incident.severity() != Severity.P1) {
            lifecycle.severityChanged(incident.id(), Severity.P1, "life safety declared", by);
        }
    }
}
