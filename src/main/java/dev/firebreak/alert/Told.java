package dev.firebreak.alert;

import dev.firebreak.incident.Text;
import dev.firebreak.incident.IncidentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the timeline says of alerts: one line a delivery, however many alerts it has. */
final class Told {

    private static final int NAMED = 5;
    private static final int DESCRIBED = 20;

    private Told() {}

    static void opened(Round round, IncidentId incident, Group group) {
        fresh(round, incident, group, count(group.fresh().size()) + " firing: ");
    }

    static void joined(Round round, IncidentId incident, Group group) {
        fresh(round, incident, group, count(group.fresh().size()) + " more firing: ");
    }

    private static void fresh(Round round, IncidentId incident, Group group, String what) {
        round.tell(incident, what + names(group.fresh()), who(group), details(group.fresh()));
    }

    static void resolved(Round round, Group group) {
        var byIncident = new LinkedHashMap<IncidentId, List<KeyedAlert>>();
        for (var sighted : group.resolved()) {
            var incident = round.incidentOf(sighted.key());
            if (incident != null) {
                byIncident.computeIfAbsent(incident, id -> new ArrayList<>()).add(sighted);
                round.touch(incident);
            }
        }
        byIncident.forEach((incident, alerts) ->
                round.tell(incident, count(alerts.size()) + " resolved: " + names(alerts), who(group), null));
    }

    static void truncated(Round round, Group group) {
        var missing = group.delivery().notification().truncated();
        var incident = group.slot().incident();
        if (group.slot().truncate(missing) && incident != null) {
            round.tell(
                    incident,
                    missing + " more not sent: the sender's max_alerts leaves them out of each message",
                    who(group),
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
        return Text.preview(name == null ? "Unnamed alert" : name, 60) + " on " + Text.preview(Words.service(alert), 40)
                + (alert.incomplete() ? " (incomplete)" : "");
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

    private static String who(Group group) {
        return group.delivery().source().name();
    }
}
