package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.LifecycleVariables.COMMANDER;
import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;

import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Command goes to somebody else, with all tasks of the one before. */
@Component
class RecordHandOverDelegate implements JavaDelegate {

    private static final Variable<String> NEW_COMMANDER = Variable.text("newCommander");

    private final Incidents incidents;
    private final Timeline timeline;

    RecordHandOverDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(INCIDENT.in(execution));
        var to = NEW_COMMANDER.in(execution);
        var from = incident.commander();
        incidents.command(incident.id(), to);
        timeline.add(
                incident.id(),
                "Command handed over from " + (from == null ? "nobody" : from) + " to " + to,
                BY.in(execution));
        var engine = execution.getProcessEngineServices();
        Relatives.set(engine, incident.id(), Map.of(COMMANDER.name(), to));
        Relatives.eachTask(engine, incident.id(), task -> {
            if (from != null && from.equals(task.getAssignee())) {
                engine.getTaskService().setAssignee(task.getId(), to);
            }
        });
    }
}
