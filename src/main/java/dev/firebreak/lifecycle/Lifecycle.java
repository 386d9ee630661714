package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.LifecycleVariables.MERGED_INTO;
import static dev.firebreak.lifecycle.LifecycleVariables.NEW_SEVERITY;
import static dev.firebreak.lifecycle.LifecycleVariables.REASON;
import static dev.firebreak.lifecycle.LifecycleVariables.SERVICE;
import static dev.firebreak.lifecycle.LifecycleVariables.SYMPTOM;
import static dev.firebreak.lifecycle.LifecycleVariables.TARGET;
import static dev.firebreak.lifecycle.LifecycleVariables.TITLE;
import static dev.firebreak.lifecycle.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Opening;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.Timeline.Line;
import dev.firebreak.lifecycle.ProcessStarts.Start;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The engine's one door: everyone else says what happened, in domain words. Joins the caller's transaction. */
@Component
@Transactional
public class Lifecycle {

    static final String PROCESS = "incident-lifecycle";

    private static final String RAISED = "Alert raised: ";

    private final Incidents incidents;
    private final Timeline timeline;
    private final ProcessStarts starts;
    private final RuntimeService runtime;

    Lifecycle(Incidents incidents, Timeline timeline, ProcessStarts starts, RuntimeService runtime) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.starts = starts;
        this.runtime = runtime;
    }

    /** Opens the record and starts the process: both or neither. The first external task waits when this commits. */
    public IncidentId begin(Report report) {
        return begin(report, RAISED);
    }

    /** As {@link #begin(Report)}, said by a person. */
    IncidentId declare(Report report) {
        return begin(report, "Incident declared: ");
    }

    private IncidentId begin(Report report, String how) {
        var opening = opening(report);
        var incident = incidents.open(opening);
        timeline.reach(incident, Milestone.ALERTED, how + opening.title(), opening.source(), report.details());
        start(new Start(incidents.get(incident), report.facts()));
        return incident;
    }

    /**
     * Opens many records at once, under names that {@link Incidents#names} gave. The process of each starts as soon as this
     * has committed, many in one transaction, here or on another node; whoever has news for one starts it before.
     */
    public void beginSoon(Map<IncidentId, Report> reports) {
        var openings = new TreeMap<IncidentId, Opening>(Comparator.comparing(IncidentId::value));
        reports.forEach((id, report) -> openings.put(id, opening(report)));
        incidents.open(openings);
        timeline.write(openings.entrySet().stream()
                .map(entry -> raised(
                        entry.getKey(),
                        entry.getValue(),
                        reports.get(entry.getKey()).details()))
                .toList());
        starts.add(reports);
    }

    private static Line raised(IncidentId incident, Opening opening, String details) {
        return new Line(incident, Milestone.ALERTED, RAISED + opening.title(), opening.source(), details);
    }

    private static Opening opening(Report report) {
        return new Opening(
                report.title(), report.service(), report.symptom(), report.target(), report.source(), report.drill());
    }

    void start(Start start) {
        var incident = start.incident();
        var variables = new HashMap<>(start.facts());
        variables.put(INCIDENT.name(), incident.id().value());
        variables.put(TITLE.name(), incident.title());
        variables.put(SERVICE.name(), incident.service());
        variables.put(SYMPTOM.name(), incident.symptom());
        variables.put(TARGET.name(), incident.target());
        runtime.startProcessInstanceByKey(PROCESS, incident.id().value(), variables);
    }

    /** Every alert of the incident's groups is resolved. Nothing happens where the process is past caring. */
    public void alertsCleared(IncidentId incident) {
        incidents.lock(incident);
        tell(Messages.ALERTS_CLEARED, incident, Map.of());
    }

    public void alertsFiredAgain(IncidentId incident) {
        incidents.lock(incident);
        incidents.clearAlerts(incident, false);
        timeline.add(incident, "Alerts fired again", "alerts");
        tell(Messages.ALERTS_FIRED_AGAIN, incident, Map.of());
    }

    /** Whether this was the first acknowledgement. */
    public boolean acknowledged(IncidentId incident, String by) {
        incidents.lock(incident);
        var first = incidents.acknowledge(incident, by);
        if (first) {
            timeline.reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", by);
        }
        tell(Messages.ACKNOWLEDGED, incident, Map.of());
        return first;
    }

    public void severityChanged(IncidentId incident, Severity severity, String reason, String by) {
        demand(
                Messages.SEVERITY_CHANGED,
                incident,
                Map.of(NEW_SEVERITY.name(), severity.name(), REASON.name(), reason, BY.name(), by));
    }

    public void commandHandedOver(IncidentId incident, String to, String by) {
        demand(Messages.COMMAND_HANDED_OVER, incident, Map.of("newCommander", to, BY.name(), by));
    }

    public void lifeSafetyDeclared(IncidentId incident, String reason, String by) {
        demand(Messages.LIFE_SAFETY_DECLARED, incident, Map.of(REASON.name(), reason, BY.name(), by));
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
        var told = message(Messages.UPDATE_GIVEN, incident)
                .setVariablesToTriggeredScope(variables)
                .correlateAllWithResult();
        taken(told.size(), Messages.UPDATE_GIVEN, incident);
        if (audience == null) {
            tell(Messages.STAKEHOLDERS_INFORMED, incident, Map.of());
        }
    }

    public void cancelled(IncidentId incident, String reason, String by) {
        demand(Messages.INCIDENT_CANCELLED, incident, Map.of(REASON.name(), reason, BY.name(), by));
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
        demand(Messages.INCIDENT_MERGED, incident, Map.of(MERGED_INTO.name(), into.value(), BY.name(), by));
        timeline.add(into, incident + " was merged into this incident", by);
    }

    /** Pages under way for the old severity end; the process pages anew where it must. */
    void pagingSuperseded(IncidentId incident) {
        tell(Messages.PAGING_SUPERSEDED, incident, Map.of());
    }

    private void demand(String message, IncidentId incident, Map<String, Object> variables) {
        incidents.lock(incident);
        taken(tell(message, incident, variables), message, incident);
    }

    private static void taken(int times, String message, IncidentId incident) {
        if (times == 0) {
            throw new ProcessCannotTake(message, incident);
        }
    }

    private int tell(String message, IncidentId incident, Map<String, Object> variables) {
        return message(message, incident)
                .setVariables(variables)
                .correlateAllWithResult()
                .size();
    }

    /** The incident is locked, so its process is there or it is started here. */
    private MessageCorrelationBuilder message(String name, IncidentId incident) {
        starts.take(List.of(incident)).forEach(this::start);
        return runtime.createMessageCorrelation(name).processInstanceBusinessKey(incident.value());
    }
}
