package dev.firebreak.alert.record;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.attached.AttachedGroups.Arrival;
import dev.firebreak.alert.attached.AttachedGroups.Departure;
import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.record.AlertRecords.AlertGroupOf;
import dev.firebreak.alert.record.AlertRecords.AlertRecord;
import dev.firebreak.alert.watch.AllClearNotifier;
import dev.firebreak.alert.watch.Flapping;
import dev.firebreak.alert.watch.SenderAcknowledgements;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The record stage: writes the assignments of a batch, with as many statements for a hundred groups as for one. */
@Component
public class AlertRecorder {

    private final Lifecycle lifecycle;
    private final AlertGroups groups;
    private final AlertRepository alerts;
    private final AlertRecords records;
    private final AttachedGroups attached;
    private final PayloadUrgency urgency;
    private final Timeline timeline;
    private final AllClearNotifier allClear;
    private final Flapping flapping;
    private final SenderAcknowledgements acknowledgements;
    private final IncidentReports reports;
    private final CurrentCatalog catalog;
    private final SeverityWords words;

    AlertRecorder(
            Lifecycle lifecycle,
            AlertGroups groups,
            AlertRepository alerts,
            AlertRecords records,
            AttachedGroups attached,
            PayloadUrgency urgency,
            Timeline timeline,
            AllClearNotifier allClear,
            Flapping flapping,
            SenderAcknowledgements acknowledgements,
            IncidentReports reports,
            CurrentCatalog catalog,
            SeverityWords words) {
        this.lifecycle = lifecycle;
        this.groups = groups;
        this.alerts = alerts;
        this.records = records;
        this.attached = attached;
        this.urgency = urgency;
        this.timeline = timeline;
        this.allClear = allClear;
        this.flapping = flapping;
        this.acknowledgements = acknowledgements;
        this.reports = reports;
        this.catalog = catalog;
        this.words = words;
    }

    /** Incidents come first: groups, alerts and lines refer to them. */
    public void record(Assignments assignments) {
        var known = catalog.current();
        lifecycle.openAll(reports.opened(assignments));
        groups.save(assignments.changedGroups());
        alerts.assign(incidents(assignments));
        records.write(records(assignments, known));
        records.regroup(refired(assignments));
        attached.add(arrivals(assignments));
        attached.leave(departures(assignments));
        flapping.count(again(assignments));
        timeline.write(AlertTimeline.lines(assignments, flapping.flapping(changed(assignments))));
        timeline.write(StormTimeline.lines(assignments));
        lifecycle.alertsJoined(reports.joined(assignments));
        allClear.notifyProcesses(assignments.touched());
        acknowledgements.record(payloads(assignments));
    }

    private List<Arrival> arrivals(Assignments assignments) {
        return assignments.payloads().stream()
                .filter(payload -> payload.attachment() != null)
                .map(payload -> new Arrival(
                        assignments.group(payload).key(), payload.attachment(), urgency.service(payload.changes())))
                .toList();
    }

    private static List<Departure> departures(Assignments assignments) {
        return assignments.payloads().stream()
                .filter(payload -> payload.left() != null)
                .map(payload -> new Departure(
                        assignments.group(payload).key(),
                        payload.left(),
                        payload.incident(),
                        "alerts",
                        StormTimeline.WORSE))
                .toList();
    }

    private static List<AlertPayload> payloads(Assignments assignments) {
        return assignments.payloads().stream()
                .map(payload -> payload.changes().payload())
                .toList();
    }

    private static Map<Alert.Key, IncidentId> incidents(Assignments assignments) {
        var incidents = new LinkedHashMap<Alert.Key, IncidentId>();
        for (var payload : assignments.payloads()) {
            payload.firing().forEach(alert -> incidents.put(alert.key(), payload.incident()));
        }
        return incidents;
    }

    /** By incident that was open before, how many alerts fire again soon after their resolve. */
    private static Map<IncidentId, Long> again(Assignments assignments) {
        var again = new TreeMap<IncidentId, Long>(Comparator.comparing(IncidentId::value));
        for (var payload : assignments.payloads()) {
            var times = payload.firing().stream().filter(AlertChange::again).count();
            if (payload.outcome() == Outcome.JOINED && times > 0) {
                again.merge(payload.incident(), times, Long::sum);
            }
        }
        return again;
    }

    /** The incidents whose timeline says that alerts are resolved or fire again. */
    private static Set<IncidentId> changed(Assignments assignments) {
        var changed = new HashSet<IncidentId>();
        for (var payload : assignments.payloads()) {
            changed.addAll(payload.resolved().keySet());
            if (payload.firing().stream().anyMatch(AlertChange::again)) {
                changed.add(payload.incident());
            }
        }
        return changed;
    }

    private List<AlertRecord> records(Assignments assignments, Catalog known) {
        return assignments.payloads().stream()
                .flatMap(payload ->
                        records(payload, assignments.group(payload).key().groupHash(), known))
                .toList();
    }

    private static List<AlertGroupOf> refired(Assignments assignments) {
        return assignments.payloads().stream()
                .flatMap(payload -> payload.changes().of(Kind.REFIRED).stream()
                        .map(alert -> new AlertGroupOf(
                                alert.key(), assignments.group(payload).key().groupHash())))
                .toList();
    }

    private Stream<AlertRecord> records(Assignment payload, String group, Catalog known) {
        var source = payload.changes().payload().source();
        return Stream.of(Kind.NEW, Kind.RESOLVED_UNSEEN, Kind.SILENCED)
                .flatMap(kind -> payload.changes().of(kind).stream())
                .map(alert -> record(alert, source, group, known));
    }

    private AlertRecord record(AlertChange change, AlertSource source, String group, Catalog known) {
        var alert = change.alert();
        var incomplete = alert.incomplete() || AlertStatement.hasUnknownSeverity(alert, source, words);
        return new AlertRecord(
                change.key(), AlertSummary.of(alert, source.defaultSeverity(), known), incomplete, group);
    }
}
