package dev.firebreak.lifecycle.delegate.update;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEXT_UPDATE_IN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_EVERY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_STATUS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records an update to stakeholders, the new status if it sets one, and when a person promised the next one. */
@Component
class RecordUpdateDelegate implements JavaDelegate {

    /** How soon customers hear again at the latest (guarantees.md A098). */
    private static final Duration FOR_CUSTOMERS = Duration.ofMinutes(30);

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordUpdateDelegate(
            OwnIncident own, PersonCommands commands, Incidents incidents, Timeline timeline, Lifecycle lifecycle) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(
                incident, FormKeys.INFORM_STAKEHOLDERS, FormKeys.WRITE_TO_CUSTOMERS, MessageNames.UPDATE_GIVEN);
        var status = command.get(UPDATE_STATUS);
        if (status != null) {
            incidents.move(incident, IncidentStatus.ofUpdate(status).orElseThrow());
        }
        var text = command.get(UPDATE_TEXT);
        var what = status == null ? "Update: " : "Update (" + status + "): ";
        timeline.decide(incident, Decision.UPDATE_GIVEN, what + text, command.by(), text);
        promise(execution, command);
        var next = command.get(NEXT_UPDATE_IN);
        if (next != null) {
            timeline.add(
                    incident,
                    "Next update promised in " + TimeText.of(next) + ", instead of " + usual(execution),
                    command.by());
        }
    }

    /** Each update promises the next one, in every phase; customers hear again within half an hour. */
    private void promise(DelegateExecution execution, PersonCommand command) {
        var chosen = command.get(NEXT_UPDATE_IN);
        var every = UPDATE_EVERY.in(execution);
        var next = chosen == null ? every : chosen;
        var audience = command.get(AUDIENCES);
        if (audience == null && !command.name().equals(FormKeys.WRITE_TO_CUSTOMERS)) {
            lifecycle.updatePromised(command.incident(), Lifecycle.STAKEHOLDERS, next);
        } else if (command.name().equals(FormKeys.WRITE_TO_CUSTOMERS) || audience.contains(Lifecycle.CUSTOMERS)) {
            var soon = next == null || next.compareTo(FOR_CUSTOMERS) > 0 ? FOR_CUSTOMERS : next;
            lifecycle.updatePromised(command.incident(), Lifecycle.CUSTOMERS, soon);
        }
    }

    private static String usual(DelegateExecution execution) {
        return TimeText.of(UPDATE_EVERY.in(execution));
    }
}
