package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.util.List;
import java.util.Objects;

/** The result of dedup: what a batch of payloads changes, payload by payload in the order of the batch. */
public record Changes(List<PayloadChanges> payloads) {

    public record PayloadChanges(AlertPayload payload, List<AlertChange> alerts) {

        public List<AlertChange> of(Kind kind) {
            return alerts.stream().filter(alert -> alert.kind() == kind).toList();
        }

        public boolean has(Kind kind) {
            return alerts.stream().anyMatch(alert -> alert.kind() == kind);
        }

        /** Those that fire from now on: new, or again. */
        public List<AlertChange> firing() {
            return alerts.stream().filter(AlertChange::fires).toList();
        }

        public boolean hasFiring() {
            return alerts.stream().anyMatch(AlertChange::fires);
        }

        public int count(Kind kind) {
            return (int) alerts.stream().filter(alert -> alert.kind() == kind).count();
        }

        /** The incidents that its alerts belonged to before this batch, in the order of the alerts. */
        public List<IncidentId> incidents() {
            return alerts.stream()
                    .map(AlertChange::incident)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
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
    }

    public enum Kind {
        /** Fires, and was never seen before. */
        NEW,
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
