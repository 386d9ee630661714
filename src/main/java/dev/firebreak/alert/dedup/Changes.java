package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The result of dedup: what a batch of payloads changes, payload by payload in the order of the batch. */
public record Changes(List<PayloadChanges> payloads) {

    private static final Set<Kind> REPEATS = EnumSet.of(Kind.DUPLICATE);

    /** Whether all alerts are known and nothing changes. */
    public boolean areRepeats() {
        return payloads.stream().allMatch(payload -> REPEATS.containsAll(payload.kinds()));
    }

    /** @param kinds the kinds of changes in the payload; most payloads have duplicates only */
    public record PayloadChanges(AlertPayload payload, List<AlertChange> alerts, Set<Kind> kinds) {

        public PayloadChanges(AlertPayload payload, List<AlertChange> alerts) {
            this(payload, alerts, kinds(alerts));
        }

        private static Set<Kind> kinds(List<AlertChange> alerts) {
            var kinds = EnumSet.noneOf(Kind.class);
            alerts.forEach(alert -> kinds.add(alert.kind()));
            return kinds;
        }

        public List<AlertChange> of(Kind kind) {
            return has(kind)
                    ? alerts.stream().filter(alert -> alert.kind() == kind).toList()
                    : List.of();
        }

        public boolean has(Kind kind) {
            return kinds.contains(kind);
        }

        /** Those that fire from now on: new, or again. */
        public List<AlertChange> firing() {
            return hasFiring() ? alerts.stream().filter(AlertChange::fires).toList() : List.of();
        }

        public boolean hasFiring() {
            return has(Kind.NEW) || has(Kind.REFIRED);
        }

        public int count(Kind kind) {
            return has(kind)
                    ? (int) alerts.stream()
                            .filter(alert -> alert.kind() == kind)
                            .count()
                    : 0;
        }

        /** The incidents that its alerts belonged to before this batch, in the order of the alerts. */
        public List<IncidentId> incidents() {
            var incidents = new LinkedHashSet<IncidentId>();
            IncidentId last = null;
            for (var alert : alerts) {
                if (alert.incident() != null && alert.incident() != last) {
                    last = alert.incident();
                    incidents.add(last);
                }
            }
            return List.copyOf(incidents);
        }

        public List<String> fingerprintsOfFiring() {
            return firing().stream()
                    .map(alert -> alert.key().fingerprint())
                    .distinct()
                    .toList();
        }

        /** How many alerts of the group the sender left out. */
        public long truncated() {
            return payload.notification().truncated();
        }
    }

    /**
     * @param incident the incident that the alert belonged to before this batch, or null
     * @param again whether it fires soon after a resolve of the same fingerprint
     */
    public record AlertChange(Alert.Key key, Alert alert, Kind kind, IncidentId incident, boolean again) {

        public AlertChange(Alert.Key key, Alert alert, Kind kind, IncidentId incident) {
            this(key, alert, kind, incident, false);
        }

        boolean fires() {
            return kind == Kind.NEW || kind == Kind.REFIRED;
        }

        /** Whether it is in no incident and has to come into one. */
        public boolean needsIncident() {
            return kind == Kind.NEW || kind == Kind.REFIRED && incident == null;
        }

        public AlertChange as(Kind other) {
            return new AlertChange(key, alert, other, incident, again);
        }
    }

    public enum Kind {
        /** Fires, and was never seen before. */
        NEW,
        /** Fires, was never seen before, and a silence or an inhibitor holds it: it is in no incident. */
        SILENCED,
        /** Fires again: after its resolve, the sender's last word is "firing". */
        REFIRED,
        /** Becomes resolved by this payload. */
        RESOLVED,
        /** Is resolved when it is seen for the first time: its firing comes later or never (guarantees.md D3). */
        RESOLVED_UNSEEN,
        /** Is known already; nothing changes. */
        DUPLICATE
    }
}
