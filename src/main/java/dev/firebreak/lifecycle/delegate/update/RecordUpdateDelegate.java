package dev.firebreak.lifecycle.delegate.update;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEXT_UPDATE_IN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_EVERY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_STATUS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.text.TimeText;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records an update to stakeholders, the new status if it sets one, and when a person promised the next one. */
@Component
class RecordUpdateDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;

    RecordUpdateDelegate(OwnIncident own, PersonCommands commands, Incidents incidents, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(
                incident, FormKeys.INFORM_STAKEHOLDERS, FormKeys.WRITE_TO_CUSTOMERS, MessageNames.UPDATE_GIVEN);
        var status = command.get(UPDATE_STATUS);
        if (status != null) {
            incidents.move(incident, IncidentStatus.valueOf(status.toUpperCase(Locale.ROOT)));
        }
        var text = command.get(UPDATE_TEXT);
        var what = status == null ? "Update: " : "Update (" + status + "): ";
        timeline.decide(incident, Decision.UPDATE_GIVEN, what + text, command.by(), text);
        var next = command.get(NEXT_UPDATE_IN);
        if (next != null) {
            timeline.add(
                    incident,
                    "Next update promised in " + TimeText.of(next) + ", instead of " + usual(execution),
                    command.by());
        }
    }

    private static String usual(DelegateExecution execution) {
        return TimeText.of(UPDATE_EVERY.in(execution));
    }
}
