package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMANDER;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records who takes command. Taking command also acknowledges the page. */
@Component
class RecordCommandDelegate implements JavaDelegate {

    private static final ProcessVariable<String> NOTE = ProcessVariable.text("commandNote");

    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordCommandDelegate(Incidents incidents, Timeline timeline, Lifecycle lifecycle) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        var by = BY.in(execution);
        lifecycle.acknowledged(incident, by);
        incidents.command(incident, by);
        timeline.reach(incident, Milestone.COMMANDED, "Took command", by);
        if (NOTE.in(execution) != null) {
            timeline.decide(incident, Decision.NOTE_ADDED, NOTE.in(execution), by);
        }
        COMMANDER.set(execution, by);
    }
}
