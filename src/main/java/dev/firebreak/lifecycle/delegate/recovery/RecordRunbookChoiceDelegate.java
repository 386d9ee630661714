package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.runbook.Runbooks.NONE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMANDER;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESPONSE_LEAD;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK_CHOICES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE_KIND;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SYMPTOM;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TARGET;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.NamedRunbooks;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.runbook.Runbooks;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.text.Markdown;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records which runbook was selected: the one that the alerts name, if the table has it for this kind of service, else
 * the table's. If it is not deployed, has nothing to act on, or life safety is at stake, no runbook runs; the timeline
 * says why.
 */
@Component
class RecordRunbookChoiceDelegate implements JavaDelegate {

    private static final String TABLE = "select-runbook";

    private final OwnIncident own;
    private final NamedRunbooks named;
    private final Timeline timeline;
    private final Runbooks runbooks;
    private final IncidentRoles roles;

    RecordRunbookChoiceDelegate(
            OwnIncident own, NamedRunbooks named, Timeline timeline, Runbooks runbooks, IncidentRoles roles) {
        this.own = own;
        this.named = named;
        this.timeline = timeline;
        this.runbooks = runbooks;
        this.roles = roles;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var kind = SERVICE_KIND.in(execution);
        var selected = RUNBOOK.in(execution);
        var byAlert = named.of(incident).filter(key -> !key.equals(selected));
        var isAllowed = byAlert.filter(key -> runbooks.isFor(kind, key)).isPresent();
        var chosen = isAllowed ? byAlert.get() : selected;
        var why = whyNot(chosen, execution);
        var runbook = why == null ? chosen : NONE;
        RUNBOOK.set(execution, runbook);
        RESPONSE_LEAD.set(
                execution, roles.holder(incident, IncidentRole.TECHNICAL_LEAD).orElse(COMMANDER.in(execution)));
        var others = why == null ? "" : runbooks.said(kind);
        RUNBOOK_CHOICES.set(execution, Markdown.line(others));
        var said = why == null
                ? selected(runbook, isAllowed ? ", as the alert names it" : "", execution)
                : why + ": people lead";
        var refused = byAlert.isEmpty() || isAllowed ? "" : notOfKind(byAlert.get(), kind);
        var more = Stream.of(refused, others).filter(text -> !text.isEmpty()).toList();
        var all = more.isEmpty() ? said : said + ". " + String.join(" ", more);
        timeline.decide(incident, Decision.RUNBOOK_SELECTED, all, TABLE);
    }

    private static String notOfKind(String named, String kind) {
        return "The alert names the runbook " + named + ", which is not one for "
                + (kind == null ? "this service." : "services of kind " + kind + ".");
    }

    /** Why the runbook can't run, or that there is none; null if it can. */
    private String whyNot(String chosen, DelegateExecution execution) {
        if (chosen == null || NONE.equals(chosen)) {
            return "No runbook for " + SERVICE.in(execution) + ", " + SYMPTOM.in(execution);
        }
        if (!runbooks.isDeployed(chosen)) {
            return "Runbook " + chosen + " was selected but is not deployed";
        }
        return TARGET.in(execution) == null
                ? "Runbook " + chosen + " was selected, but the catalogue names no target of " + SERVICE.in(execution)
                : null;
    }

    private static String selected(String runbook, String why, DelegateExecution execution) {
        return "Runbook " + runbook + " selected" + why
                + (SeverityFacts.isAtStake(LIFE_SAFETY.in(execution))
                        ? ", but life safety is at stake: people lead"
                        : "");
    }
}
