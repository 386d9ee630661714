package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMANDER;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMAND_TAKEN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY_CONFIRMED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY_DECIDED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY_RULE;

import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Reads what the record says is decided. A new incident has no decision yet; one whose process was lost keeps its
 * severity and its commander, and goes on from there.
 */
@Component
class ReadDecisionsDelegate implements JavaDelegate {

    private static final String RECORDED = "as recorded before the process was started again";

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;

    ReadDecisionsDelegate(OwnIncident own, PersonCommands commands, Incidents incidents) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var isDecided = incident.severity() != null;
        SEVERITY_DECIDED.set(execution, isDecided);
        if (isDecided) {
            SEVERITY.set(execution, incident.severity());
            SEVERITY_RULE.set(execution, RECORDED);
        }
        COMMAND_TAKEN.set(execution, incident.commander() != null);
        if (incident.commander() != null) {
            COMMANDER.set(execution, incident.commander());
        }
        SEVERITY_CONFIRMED.set(
                execution,
                isDecided
                        && !commands.of(incident.id(), FormKeys.CONFIRM_SEVERITY)
                                .isEmpty());
    }
}
