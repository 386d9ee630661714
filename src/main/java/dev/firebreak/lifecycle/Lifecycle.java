package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.CUSTOMER_WRITER;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.FORMER_RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.MERGED_INTO;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEW_SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEXT_UPDATE_IN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ORDERED_RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PROMISE_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PROMISE_TO;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROLE_LABEL;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROLE_NEEDS_TASK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROLE_PERSON;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UNTOLD_ANNOUNCEMENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_STATUS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.severity.SeverityEscalation;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
import dev.firebreak.lifecycle.start.StartUrgency;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The only way for other modules to change an incident's process: they report in domain terms what happened, and this
 * class starts the process or correlates the message. All methods join the caller's transaction.
 */
@Component
@Transactional
public class Lifecycle {

    /** Readers of updates: all audiences of the severity, and those outside. */
    public static final String STAKEHOLDERS = "stakeholders";

    public static final String CUSTOMERS = "customers";

    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final IncidentMembers members;
    private final IncidentRoles roles;
    private final IncidentOpener opener;
    private final ProcessStartOutbox starts;
    private final SeverityEscalation escalation;
    private final RuntimeService runtime;
    private final Clock clock;

    Lifecycle(
            PersonCommands commands,
            Incidents incidents,
            Timeline timeline,
            IncidentMembers members,
            IncidentRoles roles,
            IncidentOpener opener,
            ProcessStartOutbox starts,
            SeverityEscalation escalation,
            RuntimeService runtime,
            Clock clock) {
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
        this.members = members;
        this.roles = roles;
        this.opener = opener;
        this.starts = starts;
        this.escalation = escalation;
        this.runtime = runtime;
        this.clock = clock;
    }

    /**
     * Opens the record and starts the process, both or neither. After the commit, the first external task is available.
     */
    public IncidentId open(IncidentReport report) {
        return opener.open(report);
    }

    /** Opens an incident that a person declares; see {@link #open(IncidentReport)}. */
    public IncidentId declare(IncidentReport report) {
        var incident = opener.declare(report);
        members.add(incident, report.source(), IncidentMembers.Part.REPORTER);
        return incident;
    }

    /**
     * Opens many records in one batch, with ids from {@link Incidents#names}. After the commit, this or another node
     * starts their processes, many in one transaction. A message for an incident whose process has not started yet
     * starts it first.
     */
    public void openAll(Map<IncidentId, IncidentReport> reports) {
        opener.openAll(reports);
    }

    /**
     * The worst severity that these facts allow, before a decision has run.
     *
     * @param facts as in {@link IncidentReport#facts()}
     */
    public static Severity worstPossible(Map<String, Object> facts) {
        return StartUrgency.of(facts);
    }

    /** All alerts of the incident's groups are resolved. No-op if the process no longer waits for this message. */
    public void alertsCleared(IncidentId incident) {
        incidents.lock(incident);
        if (correlate(MessageNames.ALERTS_CLEARED, incident, Map.of()) == 0) {
            starts.setCleared(incident, true);
        }
    }

    /**
     * More alerts fire in these incidents, which the caller has locked. A process receives a message only if the new
     * alerts are worse than the facts by which its severity was assessed.
     *
     * @param joined the facts of the new alerts, as in {@link IncidentReport#facts()}
     */
    public void alertsJoined(Map<IncidentId, List<Map<String, Object>>> joined) {
        escalation
                .update(joined)
                .forEach((incident, worst) ->
                        correlate(MessageNames.ALERTS_WORSENED, incident, SeverityFacts.of(worst, null)));
    }

    /** Alerts fire again after all of them had cleared. */
    public void alertsFiredAgain(IncidentId incident) {
        incidents.lock(incident);
        incidents.clearAlerts(incident, false);
        timeline.add(incident, "Alerts fired again", "alerts");
        if (correlate(MessageNames.ALERTS_FIRED_AGAIN, incident, Map.of()) == 0) {
            starts.setCleared(incident, false);
        }
    }

    /**
     * Some firing alerts no longer receive updates: they may be resolved and the update lost. A process that waits for
     * them asks the commander; other processes see it when they read the alerts.
     */
    public void alertsWentSilent(IncidentId incident) {
        incidents.lock(incident);
        correlate(MessageNames.ALERTS_WENT_SILENT, incident, Map.of());
    }

    /**
     * Acknowledges the incident. Returns whether it counts: it is the first, or a page waits for an answer because the
     * incident got worse or was left alone.
     */
    public boolean acknowledged(IncidentId incident, String by) {
        incidents.lock(incident);
        var first = incidents.acknowledge(incident, by);
        if (first) {
            timeline.reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", by);
        }
        var answered = correlate(MessageNames.ACKNOWLEDGED, incident, Map.of()) > 0;
        if (answered && !first) {
            timeline.add(incident, "Acknowledged again", by);
        }
        return first || answered;
    }

    public void severityChanged(IncidentId incident, Severity severity, String reason, String by) {
        command(
                MessageNames.SEVERITY_CHANGED,
                incident,
                Map.of(NEW_SEVERITY.name(), severity.name(), REASON.name(), reason),
                by);
    }

    /**
     * Asks the new commander to take command, or the present one to give it away if the new one proposes it. An earlier
     * proposal is over.
     *
     * @throws CommandRejected if no person commands the incident yet, or this one does already
     */
    public void handOverProposed(IncidentId incident, String to, String by) {
        var commander = incidents.lock(incident).commander();
        if (commander == null || commander.equals(to)) {
            throw new CommandRejected(
                    MessageNames.HAND_OVER_PROPOSED,
                    incident,
                    commander == null ? "no person commands it yet; take command" : to + " commands it already");
        }
        correlate(MessageNames.HAND_OVER_SUPERSEDED, incident, Map.of());
        var fields = Map.<String, Object>of("newCommander", to);
        commands.add(incident, MessageNames.HAND_OVER_PROPOSED, by, fields);
        if (correlate(MessageNames.HAND_OVER_PROPOSED, incident, withActor(fields, by)) == 0) {
            command(MessageNames.COMMAND_HANDED_OVER, incident, fields, by);
        }
    }

    /** Gives a person a role besides command. */
    public void roleAssigned(IncidentId incident, IncidentRole role, String person, String by) {
        incidents.lock(incident);
        var fields = Map.<String, Object>of("role", role.word(), "person", person);
        commands.add(incident, MessageNames.ROLE_ASSIGNED, by, fields);
        // Variables are local to each role: several are assigned at a time.
        var received = message(MessageNames.ROLE_ASSIGNED, incident)
                .setVariablesToTriggeredScope(Map.of(
                        ROLE_PERSON.name(), person, ROLE_LABEL.name(), role.label(), ROLE_NEEDS_TASK.name(), false))
                .correlateAllWithResult();
        requireReceiver(received.size(), MessageNames.ROLE_ASSIGNED, incident);
    }

    public void lifeSafetyDeclared(IncidentId incident, String reason, String by) {
        command(MessageNames.LIFE_SAFETY_DECLARED, incident, Map.of(REASON.name(), reason), by);
    }

    /**
     * Starts a runbook, stops the one that runs, or does both.
     *
     * @param runbook the key of the one to start; {@code none} to stop only
     * @param former the key of the one that runs; {@code none} if none does
     */
    public void runbookOrdered(IncidentId incident, String runbook, String former, String reason, String by) {
        command(
                MessageNames.RUNBOOK_ORDERED,
                incident,
                Map.of(ORDERED_RUNBOOK.name(), runbook, FORMER_RUNBOOK.name(), former, REASON.name(), reason),
                by);
    }

    /**
     * Sends an update to stakeholders through the process. An update to all audiences of the severity also satisfies
     * the next update that is due.
     *
     * @param audience one of the catalogue's, or null for the audiences of the severity
     * @param next how long after it the next update is due; null for the severity's interval
     */
    public void updateGiven(IncidentId incident, String text, String audience, Duration next, String by) {
        updateGiven(incident, text, audience, next, null, by);
    }

    /** @param status the word of the new status; null to keep it */
    public void updateGiven(
            IncidentId incident, String text, String audience, Duration next, String status, String by) {
        var variables = new HashMap<String, Object>(Map.of(UPDATE_TEXT.name(), text, BY.name(), by));
        if (status != null) {
            variables.put(UPDATE_STATUS.name(), status);
        }
        if (audience != null) {
            variables.put(AUDIENCES.name(), audience);
        }
        var promised =
                next == null ? Map.<String, Object>of() : Map.of(NEXT_UPDATE_IN.name(), NEXT_UPDATE_IN.raw(next));
        variables.putAll(promised);
        incidents.lock(incident);
        commands.add(incident, MessageNames.UPDATE_GIVEN, by, variables);
        // Variables are local to each update: the next one may come before this one is sent.
        var received = message(MessageNames.UPDATE_GIVEN, incident)
                .setVariablesToTriggeredScope(variables)
                .correlateAllWithResult();
        requireReceiver(received.size(), MessageNames.UPDATE_GIVEN, incident);
        if (audience == null) {
            correlate(MessageNames.STAKEHOLDERS_INFORMED, incident, promised);
        }
    }

    /**
     * An update was given: the last promise to these readers is kept, and a new one begins.
     *
     * @param to {@link #STAKEHOLDERS} or {@link #CUSTOMERS}
     * @param next how long after now the next update is due; null to promise none
     */
    public void updatePromised(IncidentId incident, String to, Duration next) {
        if (!incidents.get(incident).isOpen()) {
            return;
        }
        keepPromises(incident, to);
        if (next != null) {
            runtime.createMessageCorrelation(MessageNames.UPDATE_PROMISED)
                    .processInstanceBusinessKey(incident.value())
                    .setVariablesToTriggeredScope(Map.of(
                            PROMISE_TO.name(),
                            to,
                            PROMISE_DUE.name(),
                            PROMISE_DUE.raw(clock.instant().plus(next).truncatedTo(ChronoUnit.SECONDS))))
                    .correlateAll();
        }
    }

    /** To whom it was promised is a variable of the subprocess, around the gateway that waits for the message. */
    private void keepPromises(IncidentId incident, String to) {
        runtime
                .createExecutionQuery()
                .processInstanceBusinessKey(incident.value())
                .messageEventSubscriptionName(MessageNames.UPDATE_PROMISE_KEPT)
                .list()
                .stream()
                .filter(waiting -> to.equals(runtime.getVariable(waiting.getId(), PROMISE_TO.name())))
                .forEach(waiting -> runtime.messageEventReceived(MessageNames.UPDATE_PROMISE_KEPT, waiting.getId()));
    }

    /** Asks a commander for a message to customers, once for each key. */
    @EventListener
    public void customerMessageWanted(CustomerMessageWanted wanted) {
        var incident = wanted.incident();
        var audiences = wanted.audiences().replace(",", ", ");
        incidents.lock(incident);
        if (isAsked(wanted)) {
            return;
        }
        timeline.add(
                incident,
                "Not told (" + wanted.announcement() + "): " + audiences + ". A commander writes to them",
                "announcements",
                wanted.key());
        var variables = new HashMap<String, Object>(
                Map.of(AUDIENCES.name(), audiences, UNTOLD_ANNOUNCEMENT.name(), wanted.announcement()));
        variables.put(
                CUSTOMER_WRITER.name(),
                roles.holder(incident, IncidentRole.COMMUNICATIONS_LEAD).orElse(null));
        message(MessageNames.CUSTOMER_MESSAGE_WANTED, incident)
                .setVariablesToTriggeredScope(variables)
                .correlateAll();
    }

    /** Whether a commander has the task, or has answered it: a task that was lost with its process is asked again. */
    private boolean isAsked(CustomerMessageWanted wanted) {
        var entries = timeline.of(wanted.incident());
        var asked = entries.stream()
                .filter(entry -> wanted.key().equals(entry.details()))
                .reduce((earlier, later) -> later);
        return asked.isPresent() && (isAnswered(asked.get(), wanted.incident()) || !isLost(asked.get(), entries));
    }

    private boolean isAnswered(TimelineEntry asked, IncidentId incident) {
        return commands.of(incident, FormKeys.WRITE_TO_CUSTOMERS).stream()
                .anyMatch(answer -> !answer.at().isBefore(asked.at()));
    }

    private static boolean isLost(TimelineEntry asked, List<TimelineEntry> entries) {
        return entries.stream()
                .anyMatch(
                        entry -> entry.number() > asked.number() && entry.what().startsWith(LostProcesses.RESTARTED));
    }

    public void cancelled(IncidentId incident, String reason, String by) {
        command(MessageNames.INCIDENT_CANCELLED, incident, Map.of(REASON.name(), reason), by);
    }

    /**
     * Merges the incident into an open one and ends it. Both are locked in the order of their ids, so that two
     * incidents can't be merged into each other at the same time.
     */
    public void merged(IncidentId incident, IncidentId into, String by) {
        if (incident.equals(into)) {
            throw new MergeRefused(incident + " can't be merged into itself.");
        }
        incidents.requireVisible(into, by);
        Stream.of(incident, into)
                .sorted(Comparator.comparing(IncidentId::value))
                .forEach(incidents::lock);
        if (!incidents.get(into).isOpen()) {
            throw new MergeRefused(into + " is no longer open.");
        }
        command(MessageNames.INCIDENT_MERGED, incident, Map.of(MERGED_INTO.name(), into.value()), by);
        timeline.decide(into, Decision.MERGED, incident + " was merged into this incident", by);
    }

    /** Ends the paging for the old severity; the process pages again if the new severity requires it. */
    public void pagingSuperseded(IncidentId incident) {
        correlate(MessageNames.PAGING_SUPERSEDED, incident, Map.of());
    }

    /** The incident is resolved: nobody has to watch whether somebody works on it. */
    public void responseEnded(IncidentId incident) {
        correlate(MessageNames.RESPONSE_ENDED, incident, Map.of());
    }

    /** The message about the new severity has promised a new time for the next update. */
    public void cadenceChanged(IncidentId incident) {
        correlate(MessageNames.CADENCE_CHANGED, incident, Map.of());
    }

    /** Delegates read the command from {@link PersonCommands}; the variables are for the diagram. */
    private void command(String message, IncidentId incident, Map<String, Object> fields, String by) {
        incidents.lock(incident);
        commands.add(incident, message, by, fields);
        requireReceiver(correlate(message, incident, withActor(fields, by)), message, incident);
    }

    private static Map<String, Object> withActor(Map<String, Object> fields, String by) {
        var variables = new HashMap<>(fields);
        variables.put(BY.name(), by);
        return variables;
    }

    private static void requireReceiver(int receivers, String message, IncidentId incident) {
        if (receivers == 0) {
            throw new CommandRejected(message, incident);
        }
    }

    /** Returns how many processes received the message. */
    private int correlate(String message, IncidentId incident, Map<String, Object> variables) {
        return message(message, incident)
                .setVariables(variables)
                .correlateAllWithResult()
                .size();
    }

    /** Starts the process first if it still waits in the outbox. The caller has locked the incident. */
    private MessageCorrelationBuilder message(String name, IncidentId incident) {
        opener.startIfWaiting(incident);
        return runtime.createMessageCorrelation(name).processInstanceBusinessKey(incident.value());
    }
}
