package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records the severity that the commander confirms. A severity other than the proposed one needs a reason and changes
 * all response targets.
 */
@Component
class RecordAssessmentDelegate implements JavaDelegate {

    private static final ProcessVariable<Severity> CONFIRMED =
            ProcessVariable.text("confirmedSeverity", Severity::valueOf);
    private static final ProcessVariable<String> REASON = ProcessVariable.text("severityReason");

    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordAssessmentDelegate(Timeline timeline, Lifecycle lifecycle) {
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        var proposed = SEVERITY.in(execution);
        var confirmed = CONFIRMED.in(execution);
        if (confirmed == null || confirmed == proposed) {
            timeline.decide(
                    incident, Decision.SEVERITY_CONFIRMED, "Severity " + proposed + " confirmed", BY.in(execution));
            return;
        }
        var reason = REASON.in(execution);
        if (reason == null || reason.isBlank()) {
            throw new ProcessEngineException("severityReason: say why it is " + confirmed + " and not " + proposed);
        }
        lifecycle.severityChanged(incident, confirmed, reason, BY.in(execution));
    }
}
