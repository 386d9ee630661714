package dev.firebreak.alert.record;

import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline.Line;
import dev.firebreak.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words the timeline's lines about alerts: one line per payload and event, however many alerts it has. */
final class AlertTimeline {

    private static final int NAMED = 5;
    private static final int DESCRIBED = 20;

    private AlertTimeline() {}

    /** @param flapping incidents of which people know that their alerts fire again and again */
    static List<Line> lines(Assignments assignments, Set<IncidentId> flapping) {
        return assignments.payloads().stream()
                .flatMap(payload -> lines(payload, flapping))
                .toList();
    }

    /**
     * A further piece of a payload has no lines: one line says what the rest of the payload was. {@link StormTimeline}
     * words those of a storm.
     */
    private static Stream<Line> lines(Assignment payload, Set<IncidentId> flapping) {
        if (payload.isInStorm() || payload.changes().payload().continues() && payload.outcome() != Outcome.OPENED) {
            return Stream.empty();
        }
        var lines = Stream.<Line>builder();
        switch (payload.outcome()) {
            case OPENED -> lines.add(firing(payload, " firing: ", payload.firing()));
            case JOINED ->
                joined(payload, flapping.contains(payload.incident())).forEach(lines::add);
            case NOTHING_NEW -> {}
        }
        payload.resolved().forEach((incident, alerts) -> {
            if (!flapping.contains(incident)) {
                lines.add(resolved(payload, incident, alerts));
            }
        });
        if (payload.truncatedIn() != null) {
            lines.add(truncated(payload));
        }
        return lines.build();
    }

    private static List<Line> joined(Assignment payload, boolean flaps) {
        if (payload.attachment() != null) {
            return List.of(symptom(payload));
        }
        var lines = new ArrayList<Line>();
        var more = payload.firing().stream().filter(alert -> !alert.again()).toList();
        var again = payload.firing().stream().filter(AlertChange::again).toList();
        if (!more.isEmpty()) {
            lines.add(firing(payload, " more firing: ", more));
        }
        if (!again.isEmpty() && !flaps) {
            lines.add(firing(payload, " firing again: ", again));
        }
        return lines;
    }

    private static Line firing(Assignment payload, String what, List<AlertChange> alerts) {
        return new Line(
                payload.incident(),
                null,
                count(alerts.size()) + what + names(alerts),
                payload.source(),
                details(alerts));
    }

    private static Line symptom(Assignment payload) {
        return firing(
                payload,
                " of a symptom, which pages nobody (" + payload.attachment().why() + "): ",
                payload.firing());
    }

    private static Line resolved(Assignment payload, IncidentId incident, List<AlertChange> alerts) {
        return new Line(incident, null, count(alerts.size()) + " resolved: " + names(alerts), payload.source(), null);
    }

    private static Line truncated(Assignment payload) {
        return new Line(
                payload.truncatedIn(),
                null,
                payload.changes().truncated()
                        + " more not sent: the sender's max_alerts leaves them out of each message",
                payload.source(),
                null);
    }

    static String count(int alerts) {
        return alerts == 1 ? "1 alert" : alerts + " alerts";
    }

    static String names(List<AlertChange> alerts) {
        var more = alerts.size() - NAMED;
        return alerts.stream().limit(NAMED).map(change -> name(change.alert())).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String name(Alert alert) {
        var name = alert.label("alertname");
        return Text.preview(name == null ? "Unnamed alert" : name, 60) + " on "
                + Text.preview(AlertSummary.service(alert), 40) + (alert.incomplete() ? " (incomplete)" : "");
    }

    private static String details(List<AlertChange> alerts) {
        var more = alerts.size() - DESCRIBED;
        return alerts.stream()
                        .limit(DESCRIBED)
                        .map(change -> describe(change.alert()))
                        .collect(Collectors.joining("\n\n"))
                + (more > 0 ? "\n\n… and " + more + " more" : "");
    }

    private static String describe(Alert alert) {
        return texts(alert.annotations()) + "\n" + texts(alert.labels());
    }

    private static String texts(Map<String, String> texts) {
        return texts.entrySet().stream()
                .limit(30)
                .map(text -> Text.preview(text.getKey(), 60) + ": " + Text.preview(text.getValue(), 500))
                .collect(Collectors.joining("\n"));
    }
}
