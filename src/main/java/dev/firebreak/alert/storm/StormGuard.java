package dev.firebreak.alert.storm;

import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.Attachment;
import dev.firebreak.alert.grouping.Attachment.Kind;
import dev.firebreak.alert.grouping.OpenIncidents;
import dev.firebreak.alert.grouping.Placements;
import dev.firebreak.alert.noise.SourceNoiseRules;
import dev.firebreak.alert.record.PayloadUrgency;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The storm stage: once a source has opened as many incidents within a minute as its limit, further groups come into one
 * storm incident. What may be P1 opens its own incident always, also out of a storm incident. It asks the database only
 * where an incident would open. The rate is counted in the table of incidents, under a lock of the source, so it holds
 * for all nodes together and outlives each of them.
 */
@Component
public class StormGuard {

    private final SourceNoiseRules rules;
    private final StormWatch watch;
    private final Incidents incidents;
    private final PayloadUrgency urgency;

    StormGuard(SourceNoiseRules rules, StormWatch watch, Incidents incidents, PayloadUrgency urgency) {
        this.rules = rules;
        this.watch = watch;
        this.incidents = incidents;
        this.urgency = urgency;
    }

    /** @param decided what is decided already */
    public Placements place(Changes changes, OpenIncidents open, Placements decided) {
        var newcomers = new TreeMap<String, Map<AlertGroup.Key, List<PayloadChanges>>>();
        var leavers = new LinkedHashMap<AlertGroup.Key, List<PayloadChanges>>();
        for (var payload : changes.payloads()) {
            if (payload.hasFiring() && decided.isUndecided(payload)) {
                var group = open.group(payload.payload());
                if (!open.hasOpen(payload)) {
                    add(
                            newcomers.computeIfAbsent(group.key().source(), source -> new LinkedHashMap<>()),
                            group,
                            payload);
                } else if (group.attached() == Kind.STORM) {
                    add(leavers, group, payload);
                }
            }
        }
        var placements = decided.and(letGo(leavers));
        for (var source : newcomers.entrySet()) {
            placements = placements.and(guard(source.getKey(), source.getValue().values()));
        }
        return placements;
    }

    private static void add(
            Map<AlertGroup.Key, List<PayloadChanges>> groups, AlertGroup group, PayloadChanges payload) {
        groups.computeIfAbsent(group.key(), key -> new ArrayList<>()).add(payload);
    }

    private boolean isUrgent(List<PayloadChanges> group) {
        return group.stream().anyMatch(payload -> urgency.of(payload) == Severity.P1);
    }

    /** Groups in a storm incident that may be P1 now. */
    private Placements letGo(Map<AlertGroup.Key, List<PayloadChanges>> groups) {
        var leaving = groups.values().stream().filter(this::isUrgent).toList();
        return leaving.isEmpty()
                ? Placements.ALL
                : new Placements(
                        Map.of(),
                        leaving.stream()
                                .flatMap(List::stream)
                                .map(payload -> payload.payload().id())
                                .collect(Collectors.toSet()),
                        incidents.names(leaving.size()));
    }

    private Placements guard(String source, Collection<List<PayloadChanges>> groups) {
        var limit = rules.of(source).stormLimit();
        if (limit == 0) {
            return Placements.ALL;
        }
        var storm = watch.lockIncident(source);
        var rest = storm.isPresent() ? beyond(0, groups) : beyond(limit - watch.openedLately(source), groups);
        if (rest.isEmpty()) {
            return Placements.ALL;
        }
        var incident = storm.orElseGet(() -> begin(source));
        var why = "Alert storm: " + source + " opens more than " + limit + " incidents a minute";
        var attachment = new Attachment(Kind.STORM, incident, storm.isEmpty(), why);
        var attached = rest.stream()
                .collect(Collectors.toMap(payload -> payload.payload().id(), id -> attachment));
        return new Placements(attached, Set.of(), List.of());
    }

    /** The payloads of the groups that find no room, and are not urgent. */
    private List<PayloadChanges> beyond(int places, Collection<List<PayloadChanges>> groups) {
        var rest = new ArrayList<PayloadChanges>();
        var room = places;
        for (var group : groups) {
            if (room > 0 || isUrgent(group)) {
                room--;
            } else {
                rest.addAll(group);
            }
        }
        return rest;
    }

    private IncidentId begin(String source) {
        var incident = incidents.names(1).get(0);
        watch.begin(source, incident);
        return incident;
    }
}
