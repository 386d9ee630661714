package dev.firebreak.alert.grouping;

import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;

/**
 * A group of alerts: the transaction that has locked its row decides alone where its alerts go.
 *
 * @param incident the incident that the group belongs to, open or not, or null
 * @param truncated how many alerts its last payload left out
 * @param attached how the group came into the incident of others, or null
 */
public record AlertGroup(Key key, IncidentId incident, long truncated, Attachment.Kind attached) {

    /** Identifies a group by the hash of its key, since the key itself may be of any length. */
    public record Key(String source, String groupHash, String groupKey) implements Comparable<Key> {

        static Key of(AlertPayload payload) {
            return of(payload.source().name(), payload.notification().groupKey());
        }

        public static Key of(String source, String groupKey) {
            return new Key(source, Hash.sha256(groupKey), Text.preview(groupKey, 500));
        }

        @Override
        public int compareTo(Key other) {
            var order = source.compareTo(other.source);
            return order != 0 ? order : groupHash.compareTo(other.groupHash);
        }
    }

    public AlertGroup withIncident(IncidentId now) {
        return new AlertGroup(key, now, truncated, null);
    }

    AlertGroup attachedTo(IncidentId other, Attachment.Kind kind) {
        return new AlertGroup(key, other, truncated, kind);
    }

    AlertGroup withTruncated(long now) {
        return new AlertGroup(key, incident, now, attached);
    }
}
