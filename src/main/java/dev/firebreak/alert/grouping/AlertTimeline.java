package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertSummary;
import dev.firebreak.alert.dedup.KeyedAlert;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the timeline says of alerts: one line a delivery, however many alerts it has. */
final class AlertTimeline {

    private static final int NAMED = 5;
    private static final int DESCRIBED = 20;

    private AlertTimeline() {}

    static void opened(AlertBatch batch, IncidentId incident, BatchEntry entry) {
        fresh(batch, incident, entry, count(entry.fresh().size()) + " firing: ");
    }

    static void joined(AlertBatch batch, IncidentId incident, BatchEntry entry) {
        fresh(batch, incident, entry, count(entry.fresh().size()) + " more firing: ");
    }

    private static void fresh(AlertBatch batch, IncidentId incident, BatchEntry entry, String what) {
        batch.tell(incident, what + names(entry.fresh()), who(entry), details(entry.fresh()));
    }

    static void resolved(AlertBatch batch, BatchEntry entry) {
        var byIncident = new LinkedHashMap<IncidentId, List<KeyedAlert>>();
        for (var sighted : entry.resolved()) {
            var incident = batch.incidentOf(sighted.key());
            if (incident != null) {
                byIncident.computeIfAbsent(incident, id -> new ArrayList<>()).add(sighted);
                batch.touch(incident);
            }
        }
        byIncident.forEach((incident, alerts) ->
                batch.tell(incident, count(alerts.size()) + " resolved: " + names(alerts), who(entry), null));
    }

    static void truncated(AlertBatch batch, BatchEntry entry) {
        var missing = entry.delivery().notification().truncated();
        var incident = entry.slot().incident();
        if (entry.slot().truncate(missing) && incident != null) {
            batch.tell(
                    incident,
                    missing + " more not sent: the sender's max_alerts leaves them out of each message",
                    who(entry),
                    null);
        }
    }

    private static String count(int alerts) {
        return alerts == 1 ? "1 alert" : alerts + " alerts";
    }

    private static String names(List<KeyedAlert> alerts) {
        var more = alerts.size() - NAMED;
        return alerts.stream().limit(NAMED).map(s -> name(s.alert())).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String name(Alert alert) {
        var name = alert.label("alertname");
        return Text.preview(name == null ? "Unnamed alert" : name, 60) + " on "
                + Text.preview(AlertSummary.service(alert), 40) + (alert.incomplete() ? " (incomplete)" : "");
    }

    private static String details(List<KeyedAlert> alerts) {
        var more = alerts.size() - DESCRIBED;
        return alerts.stream().limit(DESCRIBED).map(s -> describe(s.alert())).collect(Collectors.joining("\n\n"))
                + (more > 0 ? "\n\n… and " + more + " more" : "");
    }

    private static String describe(Alert alert) {
        return words(alert.annotations()) + "\n" + words(alert.labels());
    }

    private static String words(Map<String, String> words) {
        return words.entrySet().stream()
                .limit(30)
                .map(word -> Text.preview(word.getKey(), 60) + ": " + Text.preview(word.getValue(), 500))
                .collect(Collectors.joining("\n"));
    }

    private static String who(BatchEntry entry) {
        return entry.delivery().source().name();
    }
}
