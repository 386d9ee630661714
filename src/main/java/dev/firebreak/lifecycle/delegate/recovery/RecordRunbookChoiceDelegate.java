package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK_CHOICES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE_KIND;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SYMPTOM;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.NamedRunbooks;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.text.Markdown;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records which runbook was selected: the one that the alerts name, if the table has it for this kind of service, else
 * the table's. If it is not deployed, or life safety is at stake, no runbook runs; the timeline says why.
 */
@Component
class RecordRunbookChoiceDelegate implements JavaDelegate {

    static final String NONE = "none";

    private static final String TABLE = "select-runbook";

    private final OwnIncident own;
    private final NamedRunbooks named;
    private final Timeline timeline;

    RecordRunbookChoiceDelegate(OwnIncident own, NamedRunbooks named, Timeline timeline) {
        this.own = own;
        this.named = named;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var selected = RUNBOOK.in(execution);
        var byAlert = named.of(incident).filter(key -> !key.equals(selected));
        var isAllowed = byAlert.isPresent() && ofKind(execution).hasRunbook(byAlert.get());
        var chosen = isAllowed ? byAlert.get() : selected;
        var runbook = chosen == null || !isDeployed(chosen, execution) ? NONE : chosen;
        RUNBOOK.set(execution, runbook);
        var others = NONE.equals(runbook) ? others(execution) : "";
        RUNBOOK_CHOICES.set(execution, Markdown.line(others));
        var said = said(runbook, chosen, execution, others, isAllowed ? ", as the alert names it" : "")
                + (byAlert.isEmpty() || isAllowed ? "" : notOfKind(byAlert.get(), execution));
        timeline.decide(incident, Decision.RUNBOOK_SELECTED, said, TABLE);
    }

    /** What the table in force has for this kind of service: the commander may know that the symptom is one of these. */
    private static String others(DelegateExecution execution) {
        var kind = SERVICE_KIND.in(execution);
        return kind == null ? "" : ofKind(execution).said(kind);
    }

    private static RunbookSuggestions ofKind(DelegateExecution execution) {
        var kind = SERVICE_KIND.in(execution);
        var models = execution.getProcessEngineServices().getRepositoryService();
        var table = models.createDecisionDefinitionQuery()
                .decisionDefinitionKey(TABLE)
                .latestVersion()
                .singleResult();
        return kind == null || table == null
                ? RunbookSuggestions.NONE
                : RunbookSuggestions.in(models.getDmnModelInstance(table.getId()), TABLE, kind);
    }

    private static String notOfKind(String named, DelegateExecution execution) {
        var kind = SERVICE_KIND.in(execution);
        return " The alert names the runbook " + named + ", which is not one for "
                + (kind == null ? "this service." : "services of kind " + kind + ".");
    }

    private static String said(String runbook, String chosen, DelegateExecution execution, String others, String why) {
        if (!NONE.equals(runbook)) {
            return "Runbook " + runbook + " selected" + why
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
