package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertRecord;
import dev.firebreak.alert.dedup.AlertState;
import dev.firebreak.alert.dedup.AlertUpdate;
import dev.firebreak.alert.dedup.KeyedAlert;
import dev.firebreak.alert.dedup.Refires;
import dev.firebreak.alert.dedup.StartTimes;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Timeline.Line;
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
public class AlertBatch {

    private static final Comparator<IncidentId> BY_NAME =
            Comparator.nullsFirst(Comparator.comparing(IncidentId::value));

    private final UUID id = UUID.randomUUID();
    private final StartTimes opener;
    private final List<BatchEntry> groups = new ArrayList<>();
    private final SortedMap<Alert.Key, AlertUpdate> sightings = new TreeMap<>();
    private final Map<Alert.Key, IncidentId> belongs = new HashMap<>();
    private final SortedMap<IncidentId, IncidentReport> openings = new TreeMap<>(BY_NAME);
    private final Map<IncidentId, List<Map<String, Object>>> joined = new HashMap<>();
    private final Map<String, IncidentId> opened = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<AlertRecord> newAlerts = new ArrayList<>();
    private final SortedSet<IncidentId> touched = new TreeSet<>(BY_NAME);

    public AlertBatch(StartTimes opener) {
        this.opener = opener;
    }

    public void add(AlertPayload delivery, AlertGroup slot) {
        var entry = new BatchEntry(delivery, slot);
        for (var alert : delivery.notification().alerts()) {
            var key = opener.key(delivery, alert);
            entry.add(key, alert);
            sightings.merge(key, AlertUpdate.of(key, alert, delivery.receivedAt()), AlertUpdate::join);
        }
        groups.add(entry);
    }

    /** What of this was said of alerts that had been resolved before, and is meant of their comebacks. */
    public SortedMap<Alert.Key, AlertUpdate> comebacks(Refires comebacks, Map<Alert.Key, AlertState> states) {
        var again = new TreeMap<Alert.Key, AlertUpdate>();
        for (var entry : groups) {
            entry.rename(sighted -> {
                var resolved = states.get(sighted.key()).resolvedAt();
                var key = resolved == null ? sighted.key() : comebacks.key(entry.delivery(), sighted, resolved);
                if (!key.equals(sighted.key())) {
                    var seen = entry.delivery().receivedAt();
                    again.merge(key, AlertUpdate.of(key, sighted.alert(), seen), AlertUpdate::join);
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
    public void learn(Map<Alert.Key, AlertState> states) {
        var fresh = new HashSet<Alert.Key>();
        var resolved = new HashSet<Alert.Key>();
        states.forEach((key, state) -> belongs.put(key, state.incident()));
        for (var entry : groups) {
            entry.sort(sighted -> {
                var state = states.get(sighted.key());
                var first = state.fresh() && fresh.add(sighted.key());
                if (sighted.alert().firing()) {
                    return first ? BatchEntry.News.FIRING : BatchEntry.News.NONE;
                }
                var now = state.resolvedNow() && resolved.add(sighted.key());
                return first ? BatchEntry.News.LATE : now ? BatchEntry.News.RESOLVED : BatchEntry.News.NONE;
            });
        }
    }

    /** The incidents that something may be written about. They are locked together, before the first line is written. */
    SortedSet<IncidentId> concerned() {
        var concerned = new TreeSet<>(BY_NAME);
        for (var entry : groups) {
            entry.resolved().forEach(sighted -> concerned.add(incidentOf(sighted.key())));
            if (entry.isNews()) {
                concerned.add(entry.slot().incident());
            }
            if (!entry.fresh().isEmpty() && entry.slot().incident() == null) {
                known(entry).forEach(concerned::add);
            }
        }
        concerned.remove(null);
        return concerned;
    }

    /** Where alerts of this group belong already. */
    Stream<IncidentId> known(BatchEntry entry) {
        return entry.all().stream()
                .map(sighted -> incidentOf(sighted.key()))
                .filter(Objects::nonNull)
                .distinct();
    }

    /** Where an alert of the same name, though of another time, went in this round. */
    Optional<IncidentId> openedFor(BatchEntry entry) {
        return entry.fresh().stream()
                .map(sighted -> opened.get(name(sighted)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    void open(IncidentId incident, IncidentReport report, BatchEntry entry) {
        openings.put(incident, report);
        entry.fresh().forEach(sighted -> opened.put(name(sighted), incident));
    }

    private static String name(KeyedAlert sighted) {
        return sighted.key().source() + " " + sighted.key().fingerprint();
    }

    void attach(BatchEntry entry, IncidentId incident) {
        entry.fresh().forEach(sighted -> belongs.put(sighted.key(), incident));
        entry.belongsTo(incident);
    }

    void join(IncidentId incident, Map<String, Object> facts) {
        joined.computeIfAbsent(incident, id -> new ArrayList<>()).add(facts);
    }

    void tell(IncidentId incident, String what, String who, String details) {
        lines.add(new Line(incident, null, what, who, details));
    }

    void keep(AlertRecord alert) {
        newAlerts.add(alert);
    }

    /** Where an alert belongs by now, or null. */
    IncidentId incidentOf(Alert.Key key) {
        return belongs.get(key);
    }

    void touch(IncidentId incident) {
        touched.add(incident);
    }

    public Map<UUID, IngestResult> answers() {
        return groups.stream()
                .collect(Collectors.toMap(entry -> entry.delivery().id(), entry -> entry.answer(this)));
    }

    public UUID id() {
        return id;
    }

    List<BatchEntry> groups() {
        return groups;
    }

    public SortedMap<Alert.Key, AlertUpdate> sightings() {
        return sightings;
    }

    /** What begins with this round. */
    public SortedMap<IncidentId, IncidentReport> openings() {
        return openings;
    }

    /** What decisions see of the alerts that joined an incident, by incident. */
    public Map<IncidentId, List<Map<String, Object>>> joined() {
        return joined;
    }

    public List<Line> lines() {
        return lines;
    }

    public List<AlertRecord> newAlerts() {
        return newAlerts;
    }

    /** Incidents whose alerts may all be resolved now, or may fire again. */
    public SortedSet<IncidentId> touched() {
        return touched;
    }
}
