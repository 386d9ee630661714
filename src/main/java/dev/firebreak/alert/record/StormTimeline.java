package dev.firebreak.alert.record;

import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words the timeline's lines about groups in storm incidents: one line per batch and event, however many groups it has. */
final class StormTimeline {

    /** Why a group leaves the incident of others by itself. */
    static final String WORSE = "its alerts are worse now";

    private static final int LISTED = 100;

    private StormTimeline() {}

    static List<Line> lines(Assignments assignments) {
        return Stream.of(
                        lines(came(assignments), "Come into this storm incident: "),
                        lines(joined(assignments), "New alerts: "),
                        resolved(assignments),
                        left(assignments))
                .flatMap(List::stream)
                .toList();
    }

    private static Map<IncidentId, List<Assignment>> came(Assignments assignments) {
        return byIncident(assignments, payload -> payload.attachment() != null && payload.isInStorm());
    }

    private static Map<IncidentId, List<Assignment>> joined(Assignments assignments) {
        return byIncident(
                assignments,
                payload -> payload.attachment() == null && payload.isInStorm() && payload.outcome() == Outcome.JOINED);
    }

    private interface Which {
        boolean is(Assignment payload);
    }

    private static Map<IncidentId, List<Assignment>> byIncident(Assignments assignments, Which which) {
        return assignments.payloads().stream()
                .filter(which::is)
                .collect(Collectors.groupingBy(Assignment::incident, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<Line> lines(Map<IncidentId, List<Assignment>> payloads, String what) {
        return payloads.entrySet().stream()
                .map(entry -> new Line(
                        entry.getKey(),
                        null,
                        what + groups(entry.getValue().size()),
                        entry.getValue().get(0).source(),
                        list(entry.getValue().stream().map(Assignment::firing).toList())))
                .toList();
    }

    private static List<Line> resolved(Assignments assignments) {
        var resolved = new LinkedHashMap<IncidentId, List<List<AlertChange>>>();
        var sources = new LinkedHashMap<IncidentId, String>();
        assignments.payloads().stream()
                .filter(Assignment::isInStorm)
                .forEach(payload -> payload.resolved().forEach((incident, alerts) -> {
                    resolved.computeIfAbsent(incident, id -> new ArrayList<>()).add(alerts);
                    sources.put(incident, payload.source());
                }));
        return resolved.entrySet().stream()
                .map(entry -> new Line(
                        entry.getKey(),
                        null,
                        AlertTimeline.count(entry.getValue().stream()
                                        .mapToInt(List::size)
                                        .sum())
                                + " of " + groups(entry.getValue().size()) + " resolved",
                        sources.get(entry.getKey()),
                        list(entry.getValue())))
                .toList();
    }

    private static List<Line> left(Assignments assignments) {
        return assignments.payloads().stream()
                .filter(payload -> payload.left() != null)
                .flatMap(payload -> Stream.of(
                        new Line(
                                payload.left(),
                                null,
                                "A group has left for " + payload.incident() + ": " + WORSE,
                                "alerts",
                                AlertTimeline.names(payload.firing())),
                        new Line(
                                payload.incident(),
                                null,
                                "This group was part of " + payload.left() + ", and " + WORSE,
                                "alerts",
                                null)))
                .toList();
    }

    private static String groups(int count) {
        return count == 1 ? "1 group" : count + " groups";
    }

    private static String list(List<List<AlertChange>> groups) {
        var more = groups.size() - LISTED;
        return groups.stream().limit(LISTED).map(AlertTimeline::names).collect(Collectors.joining("\n"))
                + (more > 0 ? "\n… and " + more + " more" : "");
    }
}
