package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which alert each message of a batch means. Under one source and fingerprint one alert fires at a time, however its
 * start moves: a rule evaluation that restarts, or the other of a pair, gives another start for the same trouble. An
 * alert whose incident people have closed is over, so that another start is another alert.
 *
 * <p>A resolved alert that fires again under its old start fires on if the sender said "firing" before and after
 * "resolved"; after the hold it is another alert. If "resolved" came first of all, a "firing" soon after it is late.
 */
final class Firings {

    /** As long as a resolve has to hold. */
    static final Duration HOLD = Duration.ofMinutes(5);

    private final Set<Alert.Key> repeated;
    private final Map<Name, List<StoredAlert>> stored = new HashMap<>();
    private final Map<Alert.Key, Alert.Key> begun = new HashMap<>();
    private final Set<Place> again = new HashSet<>();

    private record Name(String source, String fingerprint) {}

    /** One alert of one payload. */
    private record Place(UUID payload, int index) {}

    /** One alert of one payload, and when it was received. */
    private record Message(String source, Instant received, Place place) {}

    /** @param repeated the alerts that are joined as they were sent */
    Firings(Collection<StoredAlert> alerts, Set<Alert.Key> repeated) {
        this.repeated = repeated;
        alerts.forEach(this::store);
    }

    private void store(StoredAlert alert) {
        stored.computeIfAbsent(new Name(alert.key().source(), alert.key().fingerprint()), name -> new ArrayList<>())
                .add(alert);
    }

    /** The alerts that fire again after the hold, each with the resolved alert that it repeats. */
    Map<Alert.Key, Alert.Key> begun() {
        return begun;
    }

    /** Whether the alert at this index of the payload fires again within the hold after a resolve. */
    boolean isAgain(AlertPayload payload, int index) {
        return again.contains(new Place(payload.id(), index));
    }

    /** The payload with the alerts that it means. Payloads are taken in the order in which they were received. */
    KeyedPayload key(AlertPayload payload) {
        var alerts = payload.notification().alerts();
        var keys = new ArrayList<Alert.Key>(alerts.size());
        for (var index = 0; index < alerts.size(); index++) {
            var place = new Place(payload.id(), index);
            var message = new Message(payload.source().name(), payload.receivedAt(), place);
            keys.add(key(message, alerts.get(index)));
        }
        return new KeyedPayload(payload, keys);
    }

    private Alert.Key key(Message message, Alert alert) {
        var source = message.source();
        if (alert.startsAt() != null) {
            var asSent = new Alert.Key(source, alert.fingerprint(), alert.startsAt());
            if (repeated.contains(asSent)) {
                return asSent;
            }
        }
        var received = message.received();
        var known = stored.computeIfAbsent(new Name(source, alert.fingerprint()), name -> new ArrayList<>());
        var current = current(known);
        var sent = new Alert.Key(source, alert.fingerprint(), starts(alert, current, received));
        var meant = isOfEarlier(current, sent, received) ? null : current;
        return alert.firing()
                ? firing(message, sent, known, meant)
                : resolved(sent, alert.endsAt(), received, known, meant);
    }

    /**
     * An alert without a start is the one that fires now under its fingerprint, or a new one. If people have closed the
     * incident of the one that fires, "firing" means a new one.
     */
    private static Instant starts(Alert alert, StoredAlert current, Instant received) {
        if (alert.startsAt() != null) {
            return alert.startsAt();
        }
        var isNew = current == null || alert.firing() && !current.open();
        return isNew ? received : current.key().startsAt();
    }

    /** An alert that fires again began when that was received; what came before means the earlier one. */
    private static boolean isOfEarlier(StoredAlert current, Alert.Key sent, Instant received) {
        return current != null
                && current.repeats() != null
                && current.isNamedBy(sent.startsAt())
                && received.isBefore(current.key().startsAt());
    }

    private Alert.Key firing(Message message, Alert.Key sent, List<StoredAlert> known, StoredAlert current) {
        var received = message.received();
        if (current != null
                && (current.open() || !sent.startsAt().isAfter(current.key().startsAt()))) {
            return current.key();
        }
        var before = named(known, sent.startsAt());
        if (before == null) {
            return fires(message, known, new StoredAlert(sent, null, true, true, null, true));
        }
        if (before.hasFired() && isRecent(before.resolvedAt(), received)) {
            return fires(message, known, before.fires());
        }
        if (received.isAfter(before.resolvedAt().plus(HOLD)) || hasFiredBefore(known, received)) {
            var key = new Alert.Key(sent.source(), sent.fingerprint(), received);
            begun.put(key, new Alert.Key(sent.source(), sent.fingerprint(), repeated(before)));
            return fires(message, known, new StoredAlert(key, repeated(before), true, true, null, true));
        }
        return before.key(); // late
    }

    /** Whether an alert of this fingerprint was heard as firing and then as resolved just before. */
    private static boolean hasFiredBefore(List<StoredAlert> known, Instant received) {
        return known.stream().anyMatch(other -> other.hasFired() && isRecent(other.resolvedAt(), received));
    }

    private static Instant repeated(StoredAlert before) {
        return before.repeats() == null ? before.key().startsAt() : before.repeats();
    }

    private Alert.Key fires(Message message, List<StoredAlert> known, StoredAlert alert) {
        var received = message.received();
        if (known.stream().anyMatch(other -> isRecent(other.resolvedAt(), received))) {
            again.add(message.place());
        }
        replace(known, alert);
        return alert.key();
    }

    private static boolean isRecent(Instant resolvedAt, Instant received) {
        return resolvedAt != null && received.isAfter(resolvedAt) && !received.isAfter(resolvedAt.plus(HOLD));
    }

    /** Ends the alert that fires, unless the message names another one or an end before this one began. */
    private Alert.Key resolved(
            Alert.Key sent, Instant ends, Instant received, List<StoredAlert> known, StoredAlert current) {
        var before = named(known, sent.startsAt());
        var meant = isMeant(current, before, sent, ends) ? current : before;
        var ended = meant == null ? new StoredAlert(sent, null, false, false, null, true) : meant;
        replace(known, ended.resolved(received));
        return ended.key();
    }

    /** Whether a resolve means the alert that fires, whose start may have moved. */
    private static boolean isMeant(StoredAlert current, StoredAlert before, Alert.Key sent, Instant ends) {
        if (current == null || current.isNamedBy(sent.startsAt())) {
            return current != null;
        }
        return ends == null ? before == null : ends.isAfter(current.key().startsAt());
    }

    private static void replace(List<StoredAlert> known, StoredAlert alert) {
        known.removeIf(other -> other.key().equals(alert.key()));
        known.add(alert);
    }

    /** The alert that fires now; of several, one of an open incident, then the latest. */
    private static StoredAlert current(List<StoredAlert> known) {
        StoredAlert current = null;
        for (var alert : known) {
            if (alert.firing() && (current == null || compare(alert, current) >= 0)) {
                current = alert;
            }
        }
        return current;
    }

    /** The latest resolved alert that the sender means by this start. */
    private static StoredAlert named(List<StoredAlert> known, Instant startsAt) {
        return known.stream()
                .filter(alert -> !alert.firing() && alert.isNamedBy(startsAt))
                .max(Firings::compare)
                .orElse(null);
    }

    private static int compare(StoredAlert one, StoredAlert other) {
        var byOpen = Boolean.compare(one.firing() && one.open(), other.firing() && other.open());
        return byOpen != 0 ? byOpen : one.key().startsAt().compareTo(other.key().startsAt());
    }
}
