package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SYMPTOM;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records which runbook was selected. If it is not deployed, or life safety is at stake, no runbook runs; the timeline
 * says why.
 */
@Component
class RecordRunbookChoiceDelegate implements JavaDelegate {

    private static final String NONE = "none";

    private final OwnIncident own;
    private final Timeline timeline;

    RecordRunbookChoiceDelegate(OwnIncident own, Timeline timeline) {
        this.own = own;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var chosen = RUNBOOK.in(execution);
        var runbook = chosen == null || !isDeployed(chosen, execution) ? NONE : chosen;
        RUNBOOK.set(execution, runbook);
        timeline.decide(
                own.of(execution), Decision.RUNBOOK_SELECTED, said(runbook, chosen, execution), "select-runbook");
    }

    private static String said(String runbook, String chosen, DelegateExecution execution) {
        if (!NONE.equals(runbook)) {
            return "Runbook " + runbook + " selected"
                    + (SeverityFacts.isAtStake(LIFE_SAFETY.in(execution))
                            ? ", but life safety is at stake: people lead"
                            : "");
        }
        return chosen == null || NONE.equals(chosen)
                ? "No runbook for " + SERVICE.in(execution) + ", " + SYMPTOM.in(execution) + ": people lead"
                : "Runbook " + chosen + " was selected but is not deployed: people lead";
    }

    private static boolean isDeployed(String key, DelegateExecution execution) {
        return execution
                        .getProcessEngineServices()
                        .getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(key)
                        .latestVersion()
                        .active()
                        .count()
                > 0;
    }
}
