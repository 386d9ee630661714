package dev.firebreak.alert.record;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.RAISED_BY;

import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the lifecycle learns of the new alerts of a batch. */
final class IncidentReports {

    private final Catalog catalog;
    private final SeverityWords words;

    IncidentReports(Catalog catalog, SeverityWords words) {
        this.catalog = catalog;
        this.words = words;
    }

    /** The incidents to open. */
    SortedMap<IncidentId, IncidentReport> opened(Assignments assignments) {
        var opened = new TreeMap<IncidentId, IncidentReport>(Comparator.comparing(IncidentId::value));
        for (var payload : assignments.payloads()) {
            if (payload.outcome() == Outcome.OPENED) {
                opened.put(payload.incident(), report(payload));
            }
        }
        return opened;
    }

    /**
     * The facts for the decisions about incidents that new alerts join. They come from all firing alerts of the
     * payload, new or not, because only all of them show which services are down. Each also names its worst alert.
     */
    Map<IncidentId, List<Map<String, Object>>> joined(Assignments assignments) {
        var joined = new HashMap<IncidentId, List<Map<String, Object>>>();
        for (var payload : assignments.payloads()) {
            if (payload.outcome() == Outcome.JOINED) {
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

    private IncidentReport report(Assignment payload) {
        var source = payload.changes().payload().source();
        var inputs = inputs(
                payload, payload.firing().stream().map(AlertChange::alert).toList());
        var summary = AlertSummary.of(inputs.leading(), source.defaultSeverity(), catalog);
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

    private SeverityInputs inputs(Assignment payload, List<Alert> alerts) {
        return new SeverityInputs(alerts, payload.changes().payload().source(), words, catalog);
    }
}
