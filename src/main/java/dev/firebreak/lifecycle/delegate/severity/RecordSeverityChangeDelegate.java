package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.engine.ActivityProperties.DUE_FOLLOWS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ACKNOWLEDGE_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMAND_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.CONCERNED_AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.FORMER_AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEW_SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGE_AGAIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGING;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.POST_MORTEM_NEEDED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESPOND_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_EVERY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_INTERVAL;

import dev.firebreak.engine.ActivityProperties;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.IncidentProcesses;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.lifecycle.variables.ResponseTargets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Applies a new severity to the record, all processes of the incident, open deadlines and paging. */
@Component
class RecordSeverityChangeDelegate implements JavaDelegate {

    private static final List<ProcessVariable<?>> TARGETS =
            List.of(ACKNOWLEDGE_WITHIN, RESPOND_WITHIN, UPDATE_EVERY, PAGING, AUDIENCES, POST_MORTEM_NEEDED);

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final ResponseTargets targets;
    private final Lifecycle lifecycle;
    private final ActivityProperties drawn;

    RecordSeverityChangeDelegate(
            OwnIncident own,
            PersonCommands commands,
            Incidents incidents,
            Timeline timeline,
            ResponseTargets targets,
            Lifecycle lifecycle,
            ActivityProperties drawn) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
        this.targets = targets;
        this.lifecycle = lifecycle;
        this.drawn = drawn;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var command = commands.take(incident.id(), MessageNames.SEVERITY_CHANGED);
        var severity = command.get(NEW_SEVERITY);
        var respondBy = targets.respondBy(
                RESPOND_WITHIN.in(execution), incident.openedAt().truncatedTo(ChronoUnit.SECONDS));
        incidents.classify(incident.id(), severity, respondBy);
        incidents.severityDecidedBy(incident.id(), PersonCommand.ALERTS.equals(command.by()) ? null : command.by());
        timeline.decide(
                incident.id(),
                Decision.SEVERITY_CHANGED,
                "Severity changed from " + incident.severity() + " to " + severity + ": " + command.get(REASON),
                command.by());
        tellRelatives(execution, incident, severity, respondBy);
        lifecycle.pagingSuperseded(incident.id());
        lifecycle.cadenceChanged(incident.id());
        CONCERNED_AUDIENCES.set(execution, concerned(FORMER_AUDIENCES.in(execution), AUDIENCES.in(execution)));
        PAGE_AGAIN.set(execution, isPagedAgain(incident, severity, PAGING.in(execution)));
    }

    /** After an acknowledgement, pages again only if the severity got worse; a resolved incident wakes nobody. */
    private static boolean isPagedAgain(Incident incident, Severity severity, String paging) {
        var worse = incident.severity() == null || severity.isWorseThan(incident.severity());
        return incident.isOpen() && !"none".equals(paging) && (worse || incident.acknowledgedBy() == null);
    }

    /** The audiences of both severities: those informed of the previous one must also learn the new one. */
    private static String concerned(String former, String now) {
        return Stream.of(former, now).filter(Objects::nonNull).distinct().collect(Collectors.joining(","));
    }

    private void tellRelatives(DelegateExecution execution, Incident incident, Severity severity, Instant respondBy) {
        var variables = new HashMap<String, Object>();
        TARGETS.forEach(target -> variables.put(target.name(), execution.getVariable(target.name())));
        variables.put(SEVERITY.name(), severity.name());
        variables.put(COMMAND_DUE.name(), COMMAND_DUE.raw(respondBy));
        variables.put(UPDATE_INTERVAL.name(), ResponseTargets.words(UPDATE_EVERY.in(execution)));
        var engine = execution.getProcessEngineServices();
        IncidentProcesses.set(engine, incident.id(), variables);
        IncidentProcesses.eachTask(engine, incident.id(), task -> {
            if (drawn.of(task, DUE_FOLLOWS).filter(COMMAND_DUE.name()::equals).isPresent()) {
                task.setDueDate(respondBy == null ? null : Date.from(respondBy));
                engine.getTaskService().saveTask(task);
            }
        });
    }
}
