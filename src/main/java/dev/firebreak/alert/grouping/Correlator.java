package dev.firebreak.alert.grouping;

import static java.util.Comparator.comparing;

import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.OpenIncidents.Fingerprint;
import dev.firebreak.incident.IncidentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The correlate stage, a pure function: new alerts join the open incident of their group, else the open incident that
 * alerts of the same payload belong to (a reloaded Alertmanager may give the same group another key, guarantees.md
 * D15), else they open one, or come into the one that the {@link Placements} names.
 */
public final class Correlator {

    private final OpenIncidents before;
    private final Placements placements;
    private final Iterator<IncidentId> names;
    private final Map<AlertGroup.Key, AlertGroup> groups = new HashMap<>();
    private final Map<Alert.Key, IncidentId> assigned = new HashMap<>();
    private final Set<IncidentId> opened = new HashSet<>();
    private final Map<Fingerprint, IncidentId> openedFor = new HashMap<>();
    private final SortedSet<IncidentId> touched = new TreeSet<>(comparing(IncidentId::value));

    private Correlator(OpenIncidents before, Placements placements) {
        this.before = before;
        this.placements = placements;
        this.names = Stream.concat(before.names().stream(), placements.names().stream())
                .iterator();
    }

    public static Assignments assign(Changes changes, OpenIncidents openIncidents, Placements placements) {
        var batch = new Correlator(openIncidents, placements);
        var payloads = changes.payloads().stream().map(batch::assign).toList();
        return new Assignments(payloads, batch.groupsAfter(), batch.changedGroups(), batch.touched);
    }

    private Assignment assign(PayloadChanges payload) {
        var outcome = Outcome.NOTHING_NEW;
        IncidentId incident = null;
        Attachment attachment = null;
        IncidentId left = null;
        if (payload.hasFiring()) {
            var match = match(payload);
            attachment =
                    match.isPresent() ? null : placements.attachment(payload).orElse(null);
            outcome = match.isPresent() || isOpen(attachment) ? Outcome.JOINED : Outcome.OPENED;
            left = outcome == Outcome.OPENED ? leaves(payload) : null;
            incident = attachment == null ? match.orElseGet(() -> open(payload)) : enter(payload, attachment);
            attach(payload, incident, outcome, attachment);
        } else if (group(payload).incident() == null) {
            incidents(payload).stream().findFirst().ifPresent(known -> lead(payload, known, null));
        }
        var resolved = resolved(payload);
        return new Assignment(
                payload,
                outcome,
                incident,
                resolved,
                incidents(payload),
                truncatedIn(payload),
                attachment,
                group(payload).attached(),
                left);
    }

    private boolean isOpen(Attachment attachment) {
        return attachment != null && openBehind(attachment.incident()).isPresent();
    }

    /** The incident of others that the group leaves, whose last alert may go with it. */
    private IncidentId leaves(PayloadChanges payload) {
        if (!placements.isAlone(payload)) {
            return null;
        }
        var incident = group(payload).incident();
        openBehind(incident).ifPresent(touched::add);
        return incident;
    }

    private IncidentId enter(PayloadChanges payload, Attachment attachment) {
        if (attachment.opens()) {
            opened.add(attachment.incident());
        }
        payload.firing().forEach(alert -> openedFor.put(fingerprint(alert), attachment.incident()));
        return attachment.incident();
    }

    private Optional<IncidentId> match(PayloadChanges payload) {
        if (placements.isAlone(payload)) {
            return Optional.of(group(payload).incident()).filter(opened::contains);
        }
        return openBehind(group(payload).incident())
                .or(() -> firstOpen(incidents(payload)))
                .or(() -> openedForSameAlert(payload))
                .or(() -> firstOpen(before.newest(payload)))
                .or(() -> placements.drill(payload).flatMap(this::openBehind));
    }

    private Optional<IncidentId> firstOpen(Collection<IncidentId> candidates) {
        return candidates.stream()
                .map(this::openBehind)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<IncidentId> openBehind(IncidentId incident) {
        return opened.contains(incident) || placements.isOpen(incident)
                ? Optional.of(incident)
                : before.behind(incident);
    }

    /** The incident that this batch opens for another firing of the same alert. */
    private Optional<IncidentId> openedForSameAlert(PayloadChanges payload) {
        return payload.firing().stream()
                .map(alert -> openedFor.get(fingerprint(alert)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private IncidentId open(PayloadChanges payload) {
        var incident = placements.drill(payload).orElseGet(names::next);
        opened.add(incident);
        payload.firing().forEach(alert -> openedFor.put(fingerprint(alert), incident));
        return incident;
    }

    private static Fingerprint fingerprint(AlertChange alert) {
        return new Fingerprint(alert.key().source(), alert.key().fingerprint());
    }

    private void attach(PayloadChanges payload, IncidentId incident, Outcome outcome, Attachment attachment) {
        payload.firing().forEach(alert -> assigned.put(alert.key(), incident));
        lead(payload, incident, attachment);
        if (outcome == Outcome.JOINED) {
            touched.add(incident);
        }
    }

    private Map<IncidentId, List<AlertChange>> resolved(PayloadChanges payload) {
        var resolved = new LinkedHashMap<IncidentId, List<AlertChange>>();
        for (var alert : payload.of(Kind.RESOLVED)) {
            var incident = incident(alert);
            if (incident != null) {
                resolved.computeIfAbsent(incident, id -> new ArrayList<>()).add(alert);
                openBehind(incident).ifPresent(touched::add);
            }
        }
        return resolved;
    }

    /** A payload without alerts says nothing about its group. */
    private IncidentId truncatedIn(PayloadChanges payload) {
        var group = group(payload);
        if (payload.alerts().isEmpty() || payload.truncated() == group.truncated()) {
            return null;
        }
        groups.put(group.key(), group.withTruncated(payload.truncated()));
        if (payload.truncated() == 0) {
            openBehind(group.incident()).ifPresent(touched::add);
        }
        return payload.truncated() > group.truncated() ? group.incident() : null;
    }

    /** The incidents that the alerts of the payload belong to by now. */
    private List<IncidentId> incidents(PayloadChanges payload) {
        return assigned.isEmpty()
                ? payload.incidents()
                : payload.alerts().stream()
                        .map(this::incident)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
    }

    private IncidentId incident(AlertChange alert) {
        return assigned.getOrDefault(alert.key(), alert.incident());
    }

    /** As it is by now. */
    private AlertGroup group(PayloadChanges payload) {
        var stored = before.group(payload.payload());
        return groups.getOrDefault(stored.key(), stored);
    }

    /** A group that is in the incident already stays there as it came. */
    private void lead(PayloadChanges payload, IncidentId incident, Attachment attachment) {
        var group = group(payload);
        var isThere = openBehind(group.incident()).filter(incident::equals).isPresent();
        var kind = attachment == null ? isThere ? group.attached() : null : attachment.kind();
        groups.put(group.key(), group.attachedTo(incident, kind));
    }

    private Map<UUID, AlertGroup> groupsAfter() {
        var after = new HashMap<UUID, AlertGroup>();
        before.groups().forEach((payload, stored) -> after.put(payload, groups.getOrDefault(stored.key(), stored)));
        return after;
    }

    private List<AlertGroup> changedGroups() {
        var stored = new HashSet<>(before.groups().values());
        return groups.values().stream().filter(group -> !stored.contains(group)).toList();
    }
}
