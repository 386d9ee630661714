package dev.firebreak.alert.record;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.alert.watch.AllClearNotifier;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The record stage: writes the assignments of a batch, with as many statements for a hundred groups as for one. */
@Component
public class AlertRecorder {

    private final Lifecycle lifecycle;
    private final AlertGroups groups;
    private final AlertRepository alerts;
    private final AlertRecords records;
    private final Timeline timeline;
    private final AllClearNotifier allClear;
    private final Catalog catalog;

    AlertRecorder(
            Lifecycle lifecycle,
            AlertGroups groups,
            AlertRepository alerts,
            AlertRecords records,
            Timeline timeline,
            AllClearNotifier allClear,
            Catalog catalog) {
        this.lifecycle = lifecycle;
        this.groups = groups;
        this.alerts = alerts;
        this.records = records;
        this.timeline = timeline;
        this.allClear = allClear;
        this.catalog = catalog;
    }

    /** Incidents come first: groups, alerts and lines refer to them. */
    public void record(Assignments assignments) {
        var reports = new IncidentReports(catalog);
        lifecycle.openAll(reports.opened(assignments));
        groups.save(assignments.changedGroups());
        alerts.assign(incidents(assignments));
        records.write(records(assignments));
        timeline.write(AlertTimeline.lines(assignments));
        lifecycle.alertsJoined(reports.joined(assignments));
        allClear.notifyProcesses(assignments.touched());
    }

    private static Map<Alert.Key, IncidentId> incidents(Assignments assignments) {
        var incidents = new LinkedHashMap<Alert.Key, IncidentId>();
        for (var payload : assignments.payloads()) {
            payload.newAlerts().forEach(alert -> incidents.put(alert.key(), payload.incident()));
        }
        return incidents;
    }

    private List<AlertRecord> records(Assignments assignments) {
        return assignments.payloads().stream().flatMap(this::records).toList();
    }

    private Stream<AlertRecord> records(Assignment payload) {
        var defaultSeverity = payload.changes().payload().source().defaultSeverity();
        return Stream.concat(payload.newAlerts().stream(), payload.changes().of(Kind.RESOLVED_UNSEEN).stream())
                .map(alert -> record(alert, defaultSeverity));
    }

    private AlertRecord record(AlertChange change, String defaultSeverity) {
        var alert = change.alert();
        return new AlertRecord(change.key(), AlertSummary.of(alert, defaultSeverity, catalog), alert.incomplete());
    }
}
