package dev.firebreak.lifecycle.start;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SYMPTOM;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TARGET;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TITLE;

import dev.firebreak.engine.EngineCommand;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.Timeline.Line;
import dev.firebreak.lifecycle.start.ProcessStartOutbox.Start;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** Opens incidents: the record, the first timeline entry and the process. Joins the caller's transaction. */
@Component
public class IncidentOpener {

    public static final String PROCESS = "incident-lifecycle";

    private static final String ALERT_RAISED = "Alert raised: ";

    private final Incidents incidents;
    private final Timeline timeline;
    private final ProcessStartOutbox starts;
    private final SecurityIncidents security;
    private final RuntimeService runtime;
    private final EngineCommand engine;

    public IncidentOpener(
            Incidents incidents,
            Timeline timeline,
            ProcessStartOutbox starts,
            SecurityIncidents security,
            RuntimeService runtime,
            EngineCommand engine) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.starts = starts;
        this.security = security;
        this.runtime = runtime;
        this.engine = engine;
    }

    /** Opens an incident that monitoring reports. */
    public IncidentId open(IncidentReport report) {
        return open(
                report,
                (id, opening) -> timeline.reach(
                        id, Milestone.ALERTED, ALERT_RAISED + opening.title(), opening.source(), report.details()));
    }

    /** Opens an incident that a person declares: no alert was triggered, so that milestone is not reached. */
    public IncidentId declare(IncidentReport report) {
        return open(
                report,
                (id, opening) -> timeline.decide(
                        id,
                        Decision.DECLARED,
                        "Incident declared: " + opening.title(),
                        opening.source(),
                        report.details()));
    }

    private IncidentId open(IncidentReport report, BiConsumer<IncidentId, NewIncident> firstLine) {
        var opening = newIncident(report);
        var incident = incidents.open(opening);
        firstLine.accept(incident, opening);
        security.restrict(incident, report.facts());
        start(new Start(incidents.get(incident), report.facts(), false));
        return incident;
    }

    public void openAll(Map<IncidentId, IncidentReport> reports) {
        var openings = new TreeMap<IncidentId, NewIncident>(Comparator.comparing(IncidentId::value));
        reports.forEach((id, report) -> openings.put(id, newIncident(report)));
        incidents.open(openings);
        timeline.write(openings.entrySet().stream()
                .map(entry -> new Line(
                        entry.getKey(),
                        Milestone.ALERTED,
                        ALERT_RAISED + entry.getValue().title(),
                        entry.getValue().source(),
                        reports.get(entry.getKey()).details()))
                .toList());
        reports.forEach((id, report) -> security.restrict(id, report.facts()));
        starts.add(reports);
    }

    private static NewIncident newIncident(IncidentReport report) {
        return new NewIncident(
                report.title(), report.service(), report.symptom(), report.target(), report.source(), report.drill());
    }

    /**
     * Starts the process if it still waits in the outbox; the caller has locked the incident. A process that has failed
     * to start is left to the outbox: acknowledging the page about that failure must not fail too.
     */
    public void startIfWaiting(IncidentId incident) {
        if (starts.failures(incident).filter(times -> times == 0).isPresent()) {
            starts.take(List.of(incident)).forEach(this::start);
        }
    }

    /** Starts the process and correlates what happened before it started. */
    void start(Start start) {
        startAll(List.of(start));
    }

    /** As {@link #start}, for several, which the engine writes together. */
    void startAll(List<Start> starts) {
        engine.of(() -> starts.forEach(this::startProcess));
        starts.forEach(this::correlateEarlier);
    }

    private void startProcess(Start start) {
        var incident = start.incident();
        var facts = facts(start);
        var variables = new HashMap<>(facts);
        variables.put(INCIDENT.name(), incident.id().value());
        variables.put(TITLE.name(), incident.title());
        variables.put(SERVICE.name(), incident.service());
        variables.put(SYMPTOM.name(), incident.symptom());
        variables.put(TARGET.name(), incident.target());
        runtime.startProcessInstanceByKey(PROCESS, incident.id().value(), variables);
    }

    private void correlateEarlier(Start start) {
        var incident = start.incident();
        if (incident.severity() != null) {
            // Started again: worse alerts may have joined while there was no process.
            runtime.createMessageCorrelation(MessageNames.ALERTS_WORSENED)
                    .processInstanceBusinessKey(incident.id().value())
                    .setVariables(facts(start))
                    .correlateAll();
        }
        if (incident.acknowledgedBy() != null) {
            correlate(MessageNames.ACKNOWLEDGED, incident.id());
        }
        if (start.cleared()) {
            correlate(MessageNames.ALERTS_CLEARED, incident.id());
        }
    }

    /** Danger to life that a person declared before the process was lost and started again stands. */
    private static Map<String, Object> facts(Start start) {
        var facts = new HashMap<>(start.facts());
        if (start.incident().lifeSafety()) {
            facts.put(LIFE_SAFETY.name(), "yes");
        }
        return facts;
    }

    private void correlate(String message, IncidentId incident) {
        runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(incident.value())
                .correlateAll();
    }
}
