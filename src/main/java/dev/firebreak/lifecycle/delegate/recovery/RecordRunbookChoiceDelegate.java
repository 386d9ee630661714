package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK_CHOICES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE_KIND;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SYMPTOM;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.text.Markdown;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records which runbook was selected. If it is not deployed, or life safety is at stake, no runbook runs; the timeline
 * says why.
 */
@Component
class RecordRunbookChoiceDelegate implements JavaDelegate {

    static final String NONE = "none";

    private static final String TABLE = "select-runbook";

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
        var others = NONE.equals(runbook) ? others(execution) : "";
        RUNBOOK_CHOICES.set(execution, Markdown.line(others));
        timeline.decide(own.of(execution), Decision.RUNBOOK_SELECTED, said(runbook, chosen, execution, others), TABLE);
    }

    /** What the table in force has for this kind of service: the commander may know that the symptom is one of these. */
    private static String others(DelegateExecution execution) {
        var kind = SERVICE_KIND.in(execution);
        var models = execution.getProcessEngineServices().getRepositoryService();
        var table = models.createDecisionDefinitionQuery()
                .decisionDefinitionKey(TABLE)
                .latestVersion()
                .singleResult();
        return kind == null || table == null
                ? ""
                : RunbookSuggestions.in(models.getDmnModelInstance(table.getId()), TABLE, kind)
                        .said(kind);
    }

    private static String said(String runbook, String chosen, DelegateExecution execution, String others) {
        if (!NONE.equals(runbook)) {
            return "Runbook " + runbook + " selected"
                    + (SeverityFacts.isAtStake(LIFE_SAFETY.in(execution))
                            ? ", but life safety is at stake: people lead"
                            : "");
        }
        return chosen == null || NONE.equals(chosen)
                ? "No runbook for " + SERVICE.in(execution) + ", " + SYMPTOM.in(execution) + ": people lead. " + others
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
