package dev.firebreak.lifecycle.delegate.update;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.LAST_UPDATE_AT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEXT_UPDATE_IN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_GIVEN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_WRITER;

import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Reads when people were last informed. An incident that got an update during triage, or whose process was lost and
 * started again, is not asked for its first update, but for the next one when the last one promised it.
 */
@Component
class ReadLastUpdateDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final UpdateWriters writers;
    private final PersonCommands commands;
    private final Timeline timeline;

    ReadLastUpdateDelegate(OwnIncident own, UpdateWriters writers, PersonCommands commands, Timeline timeline) {
        this.own = own;
        this.writers = writers;
        this.commands = commands;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var last = lastUpdate(execution);
        UPDATE_WRITER.set(execution, writers.of(own.of(execution)));
        UPDATE_GIVEN.set(execution, last.isPresent());
        last.ifPresent(update -> {
            LAST_UPDATE_AT.set(execution, update.at());
            NEXT_UPDATE_IN.set(execution, update.get(NEXT_UPDATE_IN));
        });
    }

    /** The last update to all audiences of the severity. One that was lost on its way informed no person. */
    private Optional<PersonCommand> lastUpdate(DelegateExecution execution) {
        return commands.of(own.of(execution), FormKeys.INFORM_STAKEHOLDERS, MessageNames.UPDATE_GIVEN).stream()
                .filter(update -> update.get(AUDIENCES) == null)
                .findFirst()
                .filter(update -> AUDIENCES.in(execution) == null || isAnnounced(update));
    }

    private boolean isAnnounced(PersonCommand update) {
        return timeline.of(update.incident()).stream()
                .anyMatch(entry -> entry.who().equals("announcements")
                        && entry.what().contains("(update)")
                        && !entry.at().isBefore(update.at()));
    }
}
