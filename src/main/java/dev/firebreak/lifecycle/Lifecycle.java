package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.MERGED_INTO;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEW_SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.severity.SeverityEscalation;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The engine's one door: everyone else says what happened, in domain words. Joins the caller's transaction. */
@Component
@Transactional
public class Lifecycle {

    private final Incidents incidents;
    private final Timeline timeline;
    private final IncidentOpener opener;
    private final ProcessStartOutbox starts;
    private final SeverityEscalation escalation;
    private final RuntimeService runtime;

    Lifecycle(
            Incidents incidents,
            Timeline timeline,
            IncidentOpener opener,
            ProcessStartOutbox starts,
            SeverityEscalation escalation,
            RuntimeService runtime) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.opener = opener;
        this.starts = starts;
        this.escalation = escalation;
        this.runtime = runtime;
    }

    /** Opens the record and starts the process: both or neither. The first external task waits when this commits. */
    public IncidentId begin(IncidentReport report) {
        return opener.begin(report, "Alert raised: ");
    }

    /** As {@link #begin(Report)}, said by a person. */
    public IncidentId declare(IncidentReport report) {
        return opener.begin(report, "Incident declared: ");
    }

    /**
     * Opens many records at once, under names that {@link Incidents#names} gave. The process of each starts as soon as this
     * has committed, many in one transaction, here or on another node; whoever has news for one starts it before.
     */
    public void beginSoon(Map<IncidentId, IncidentReport> reports) {
        opener.beginSoon(reports, "Alert raised: ");
    }

    /** Every alert of the incident's groups is resolved. Nothing happens where the process is past caring. */
    public void alertsCleared(IncidentId incident) {
        incidents.lock(incident);
        if (tell(MessageNames.ALERTS_CLEARED, incident, Map.of()) == 0) {
            starts.clear(incident, true);
        }
    }

    /**
     * More alerts fire in these incidents, which the caller has locked. A process hears of it where they are worse than what
     * its incident was judged by.
     *
     * @param said the facts of what joined, as in {@link IncidentReport#facts()}
     */
    public void alertsJoined(Map<IncidentId, List<Map<String, Object>>> said) {
        escalation
                .note(said)
                .forEach((incident, worst) ->
                        tell(MessageNames.ALERTS_WORSENED, incident, SeverityFacts.of(worst, null)));
    }

    public void alertsFiredAgain(IncidentId incident) {
        incidents.lock(incident);
        incidents.clearAlerts(incident, false);
        timeline.add(incident, "Alerts fired again", "alerts");
        if (tell(MessageNames.ALERTS_FIRED_AGAIN, incident, Map.of()) == 0) {
            starts.clear(incident, false);
        }
    }

    /** Their end may have got lost. Who waits for them to clear is asked; who does not will see it when it comes to that. */
    public void alertsWentSilent(IncidentId incident) {
        incidents.lock(incident);
        tell(MessageNames.ALERTS_WENT_SILENT, incident, Map.of());
    }

    /** Whether this was the first acknowledgement. */
    public boolean acknowledged(IncidentId incident, String by) {
        incidents.lock(incident);
        var first = incidents.acknowledge(incident, by);
        if (first) {
            timeline.reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", by);
        }
        tell(MessageNames.ACKNOWLEDGED, incident, Map.of());
        return first;
    }

    public void severityChanged(IncidentId incident, Severity severity, String reason, String by) {
        demand(
                MessageNames.SEVERITY_CHANGED,
                incident,
                Map.of(NEW_SEVERITY.name(), severity.name(), REASON.name(), reason, BY.name(), by));
    }

    public void commandHandedOver(IncidentId incident, String to, String by) {
        demand(MessageNames.COMMAND_HANDED_OVER, incident, Map.of("newCommander", to, BY.name(), by));
    }

    public void lifeSafetyDeclared(IncidentId incident, String reason, String by) {
        demand(MessageNames.LIFE_SAFETY_DECLARED, incident, Map.of(REASON.name(), reason, BY.name(), by));
    }

    /**
     * Goes out through the process. Said to all whom the severity concerns, it is the update that was due besides.
     *
     * @param audience one of the catalogue's, or null for those of the severity
     */
    public void updateGiven(IncidentId incident, String text, String audience, String by) {
        var variables = new HashMap<String, Object>(Map.of(UPDATE_TEXT.name(), text, BY.name(), by));
        if (audience != null) {
            variables.put(AUDIENCES.name(), audience);
        }
        incidents.lock(incident);
        // Its own to each update: the next may come before this one has left.
        var told = message(MessageNames.UPDATE_GIVEN, incident)
                .setVariablesToTriggeredScope(variables)
                .correlateAllWithResult();
        taken(told.size(), MessageNames.UPDATE_GIVEN, incident);
        if (audience == null) {
            tell(MessageNames.STAKEHOLDERS_INFORMED, incident, Map.of());
        }
    }

    public void cancelled(IncidentId incident, String reason, String by) {
        demand(MessageNames.INCIDENT_CANCELLED, incident, Map.of(REASON.name(), reason, BY.name(), by));
    }

    /**
     * Ends the incident in favour of one that is open. Both are locked in the order of their names, so that of two merges
     * into each other only one can happen.
     */
    public void merged(IncidentId incident, IncidentId into, String by) {
        if (incident.equals(into)) {
            throw new MergeRefused(incident + " can't be merged into itself.");
        }
        Stream.of(incident, into)
                .sorted(Comparator.comparing(IncidentId::value))
                .forEach(incidents::lock);
        if (!incidents.get(into).isOpen()) {
            throw new MergeRefused(into + " is no longer open.");
        }
        demand(MessageNames.INCIDENT_MERGED, incident, Map.of(MERGED_INTO.name(), into.value(), BY.name(), by));
        timeline.add(into, incident + " was merged into this incident", by);
    }

    /** Pages under way for the old severity end; the process pages anew where it must. */
    public void pagingSuperseded(IncidentId incident) {
        tell(MessageNames.PAGING_SUPERSEDED, incident, Map.of());
    }

    /** The next update was promised anew, with the message about the severity. */
    public void cadenceChanged(IncidentId incident) {
        tell(MessageNames.CADENCE_CHANGED, incident, Map.of());
    }

    private void demand(String message, IncidentId incident, Map<String, Object> variables) {
        incidents.lock(incident);
        taken(tell(message, incident, variables), message, incident);
    }

    private static void taken(int times, String message, IncidentId incident) {
        if (times == 0) {
            throw new CommandRejected(message, incident);
        }
    }

    private int tell(String message, IncidentId incident, Map<String, Object> variables) {
        return message(message, incident)
                .setVariables(variables)
                .correlateAllWithResult()
                .size();
    }

    /** The incident is locked, so its process is there or it is started here, if it can be. */
    private MessageCorrelationBuilder message(String name, IncidentId incident) {
        opener.startIfWaiting(incident);
        return runtime.createMessageCorrelation(name).processInstanceBusinessKey(incident.value());
    }
}
