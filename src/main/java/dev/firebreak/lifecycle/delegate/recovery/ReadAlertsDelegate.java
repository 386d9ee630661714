package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_CLEARED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_EXCUSED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_FIRING;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_SILENT;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.AlertWatch;
import dev.firebreak.lifecycle.FiringAlerts;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.Text;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Reads whether all alerts have cleared, or a person has given a reason to go on without. It locks the incident, as the
 * alert module does when alerts clear or fire again: either this delegate sees the change, or the process already waits
 * for the message.
 */
@Component
class ReadAlertsDelegate implements JavaDelegate {

    private static final ProcessVariable<String> REASON = ProcessVariable.text("withoutAlerts");

    private static final int LONGEST = 3_900;

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final AlertWatch alerts;
    private final Timeline timeline;

    ReadAlertsDelegate(
            OwnIncident own, PersonCommands commands, Incidents incidents, AlertWatch alerts, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.alerts = alerts;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var toldClear = incidents.lock(incident).alertsCleared();
        var firing = alerts.firing(incident);
        var cleared = toldClear && firing.isNone();
        if (toldClear && !cleared) {
            incidents.clearAlerts(incident, false);
        }
        // The reason applies only to the alerts at this time, so the command counts as recorded in any case.
        var excuse = commands.find(incident, FormKeys.WATCH_RECOVERY)
                .filter(command -> !cleared && command.get(REASON) != null);
        var reason = excuse.map(command -> command.get(REASON)).orElse(null);
        excuse.ifPresent(command -> timeline.decide(
                incident, Decision.ALERTS_EXCUSED, "Going on without an all-clear: " + reason, command.by()));
        tell(execution, firing, cleared, reason);
    }

    private static void tell(DelegateExecution execution, FiringAlerts firing, boolean cleared, String reason) {
        ALERTS_CLEARED.set(execution, cleared);
        ALERTS_FIRING.set(execution, (long) firing.count());
        ALERTS_SILENT.set(execution, (long) firing.silent());
        ALERTS_EXCUSED.set(execution, reason != null);
        ALERTS.set(execution, inWords(firing, cleared, reason));
        execution.removeVariable(REASON.name());
    }

    private static String inWords(FiringAlerts firing, boolean cleared, String reason) {
        var words = cleared ? "all cleared" : firing.isNone() ? "none to wait for" : firing.inWords();
        var shown = Markdown.line(reason == null ? words : words + ". Going on without an all-clear: " + reason);
        return Text.shown(shown, LONGEST);
    }
}
