package dev.firebreak.lifecycle.delegate;

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
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records an update to stakeholders, and the new status if the update sets one. */
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
    }
}
