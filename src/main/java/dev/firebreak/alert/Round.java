package dev.firebreak.alert;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline.Line;
import dev.firebreak.lifecycle.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of the deliveries of one transaction while they are applied. */
class Round {

    private static final Comparator<IncidentId> BY_NAME =
            Comparator.nullsFirst(Comparator.comparing(IncidentId::value));

    private final UUID id = UUID.randomUUID();
    private final Beginnings beginnings;
    private final List<Group> groups = new ArrayList<>();
    private final SortedMap<Alert.Key, Sighting> sightings = new TreeMap<>();
    private final Map<Alert.Key, IncidentId> belongs = new HashMap<>();
    private final SortedMap<IncidentId, Report> openings = new TreeMap<>(BY_NAME);
    private final Map<IncidentId, List<Map<String, Object>>> joined = new HashMap<>();
    private final Map<String, IncidentId> opened = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<KeptAlert> newAlerts = new ArrayList<>();
    private final SortedSet<IncidentId> touched = new TreeSet<>(BY_NAME);

    Round(Beginnings beginnings) {
        this.beginnings = beginnings;
    }

    void add(Delivery delivery, Slot slot) {
        var group = new Group(delivery, slot);
        for (var alert : delivery.notification().alerts()) {
            var key = beginnings.key(delivery, alert);
            group.add(key, alert);
            sightings.merge(key, Sighting.of(key, alert, delivery.receivedAt()), Sighting::join);
        }
        groups.add(group);
    }

    /** What of this was said of alerts that had been resolved before, and is meant of their comebacks. */
    SortedMap<Alert.Key, Sighting> comebacks(Comebacks comebacks, Map<Alert.Key, State> states) {
        var again = new TreeMap<Alert.Key, Sighting>();
        for (var group : groups) {
            group.rename(sighted -> {
                var resolved = states.get(sighted.key()).resolvedAt();
                var key = resolved == null ? sighted.key() : comebacks.key(group.delivery(), sighted, resolved);
                if (!key.equals(sighted.key())) {
                    var seen = group.delivery().receivedAt();
                    again.merge(key, Sighting.of(key, sighted.alert(), seen), Sighting::join);
                }
                return key;
            });
        }
        return again;
    }

    /**
     * Sorts out what is news, in the order in which it came: an alert that fires and is resolved within one round has
     * fired.
     */
    void learn(Map<Alert.Key, State> states) {
        var fresh = new HashSet<Alert.Key>();
        var resolved = new HashSet<Alert.Key>();
        states.forEach((key, state) -> belongs.put(key, state.incident()));
        for (var group : groups) {
            group.sort(sighted -> {
                var state = states.get(sighted.key());
                var first = state.fresh() && fresh.add(sighted.key());
                if (sighted.alert().firing()) {
                    return first ? Group.News.FIRING : Group.News.NONE;
                }
                var now = state.resolvedNow() && resolved.add(sighted.key());
                return first ? Group.News.LATE : now ? Group.News.RESOLVED : Group.News.NONE;
            });
        }
    }

    /** The incidents that something may be written about. They are locked together, before the first line is written. */
    SortedSet<IncidentId> concerned() {
        var concerned = new TreeSet<>(BY_NAME);
        for (var group : groups) {
            group.resolved().forEach(sighted -> concerned.add(incidentOf(sighted.key())));
            if (group.isNews()) {
                concerned.add(group.slot().incident());
            }
            if (!group.fresh().isEmpty() && group.slot().incident() == null) {
                known(group).forEach(concerned::add);
            }
        }
        concerned.remove(null);
        return concerned;
    }

    /** Where alerts of this group belong already. */
    Stream<IncidentId> known(Group group) {
        return group.all().stream()
                .map(sighted -> incidentOf(sighted.key()))
                .filter(Objects::nonNull)
                .distinct();
    }

    /** Where an alert of the same name, though of another time, went in this round. */
    Optional<IncidentId> openedFor(Group group) {
        return group.fresh().stream()
                .map(sighted -> opened.get(name(sighted)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    void open(IncidentId incident, Report report, Group group) {
        openings.put(incident, report);
        group.fresh().forEach(sighted -> opened.put(name(sighted), incident));
    }

    private static String name(KeyedAlert sighted) {
        return sighted.key().source() + " " + sighted.key().fingerprint();
    }

    void attach(Group group, IncidentId incident) {
        group.fresh().forEach(sighted -> belongs.put(sighted.key(), incident));
        group.belongsTo(incident);
    }

    void join(IncidentId incident, Map<String, Object> facts) {
        joined.computeIfAbsent(incident, id -> new ArrayList<>()).add(facts);
    }

    void tell(IncidentId incident, String what, String who, String details) {
        lines.add(new Line(incident, null, what, who, details));
    }

    void keep(KeptAlert alert) {
        newAlerts.add(alert);
    }

    /** Where an alert belongs by now, or null. */
    IncidentId incidentOf(Alert.Key key) {
        return belongs.get(key);
    }

    void touch(IncidentId incident) {
        touched.add(incident);
    }

    Map<UUID, Answer> answers() {
        return groups.stream()
                .collect(Collectors.toMap(group -> group.delivery().id(), group -> group.answer(this)));
    }

    UUID id() {
        return id;
    }

    List<Group> groups() {
        return groups;
    }

    SortedMap<Alert.Key, Sighting> sightings() {
        return sightings;
    }

    /** What begins with this round. */
    SortedMap<IncidentId, Report> openings() {
        return openings;
    }

    /** What decisions see of the alerts that joined an incident, by incident. */
    Map<IncidentId, List<Map<String, Object>>> joined() {
        return joined;
    }

    List<Line> lines() {
        return lines;
    }

    List<KeptAlert> newAlerts() {
        return newAlerts;
    }

    /** Incidents whose alerts may all be resolved now, or may fire again. */
    SortedSet<IncidentId> touched() {
        return touched;
    }
}
