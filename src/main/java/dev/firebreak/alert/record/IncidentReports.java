package dev.firebreak.alert.record;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.RAISED_BY;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What the lifecycle learns of new alerts. */
@Component
public class IncidentReports {

    private static final String STORM_SERVICE = "several services";
    private static final String STORM_SYMPTOM = "alert-storm";

    private final CurrentCatalog catalog;
    private final SeverityWords words;

    IncidentReports(CurrentCatalog catalog, SeverityWords words) {
        this.catalog = catalog;
        this.words = words;
    }

    /** The incidents to open. */
    SortedMap<IncidentId, IncidentReport> opened(Assignments assignments) {
        var opened = new TreeMap<IncidentId, IncidentReport>(Comparator.comparing(IncidentId::value));
        for (var payload : assignments.payloads()) {
            if (payload.outcome() == Outcome.OPENED) {
                opened.put(payload.incident(), openedBy(payload));
            }
        }
        return opened;
    }

    /**
     * The facts for the decisions about incidents that new alerts join. They come from all firing alerts of the
     * payload, new or not, because only all of them show which services are down. Each also names its worst alert.
     * Symptoms of the incident's cause make it no worse.
     */
    Map<IncidentId, List<Map<String, Object>>> joined(Assignments assignments) {
        var joined = new HashMap<IncidentId, List<Map<String, Object>>>();
        for (var payload : assignments.payloads()) {
            if (payload.outcome() == Outcome.JOINED && !payload.isSymptom()) {
                var inputs = inputs(payload, firing(payload));
                var facts = inputs.toVariables();
                facts.put(RAISED_BY.name(), AlertSummary.headline(inputs.leading()));
                joined.computeIfAbsent(payload.incident(), id -> new ArrayList<>())
                        .add(facts);
            }
        }
        return joined;
    }

    /** All that the payload says to fire; if it says so of none, those that a late resolve shows to fire. */
    private static List<Alert> firing(Assignment payload) {
        var said = payload.changes().payload().notification().alerts().stream()
                .filter(Alert::firing)
                .toList();
        return said.isEmpty()
                ? payload.firing().stream().map(AlertChange::alert).toList()
                : said;
    }

    private IncidentReport openedBy(Assignment payload) {
        if (payload.attachment() != null) {
            return stormReport(payload);
        }
        var report = report(payload);
        return payload.incident().isDrill() ? report.asDrill() : report;
    }

    private IncidentReport report(Assignment payload) {
        return of(
                payload.firing().stream().map(AlertChange::alert).toList(),
                payload.changes().payload().source());
    }

    /** The report of an incident that opens with these alerts. */
    public IncidentReport of(List<Alert> firing, AlertSource source) {
        var known = catalog.current();
        var inputs = new SeverityInputs(firing, source, words, known);
        var summary = AlertSummary.of(inputs.leading(), source.defaultSeverity(), known);
        return new IncidentReport(
                summary.summary(),
                summary.service(),
                summary.symptom(),
                summary.target(),
                source.name(),
                summary.description(),
                false,
                inputs.toVariables());
    }

    /** The facts are those of its first group; as others join that are worse, they make the incident worse. */
    private IncidentReport stormReport(Assignment payload) {
        var source = payload.source();
        var inputs = inputs(
                payload, payload.firing().stream().map(AlertChange::alert).toList());
        return new IncidentReport(
                "Alert storm of " + source,
                STORM_SERVICE,
                STORM_SYMPTOM,
                null,
                source,
                payload.attachment().why() + ". Groups that are not P1 come into this incident until fewer arrive;"
                        + " a commander splits off what needs an incident of its own.",
                false,
                inputs.toVariables());
    }

    private SeverityInputs inputs(Assignment payload, List<Alert> alerts) {
        return new SeverityInputs(alerts, payload.changes().payload().source(), words, catalog.current());
    }
}
