package dev.firebreak.alert;

import dev.firebreak.access.Hash;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Text;

/** Where the alerts of one group go. Whoever has it locked decides alone. */
final class Slot {

    /** The name of a group: its key may be of any length, so its hash stands for it. */
    record Key(String source, String groupHash, String groupKey) implements Comparable<Key> {

        static Key of(Delivery delivery) {
            return of(delivery.source().name(), delivery.notification().groupKey());
        }

        static Key of(String source, String groupKey) {
            return new Key(source, Hash.sha256(groupKey), Text.preview(groupKey, 500));
        }

        @Override
        public int compareTo(Key other) {
            var order = source.compareTo(other.source);
            return order != 0 ? order : groupHash.compareTo(other.groupHash);
        }
    }

    private final Key key;
    private final long truncatedBefore;
    private final IncidentId incidentBefore;
    private IncidentId incident;
    private long truncated;

    Slot(Key key, IncidentId incident, long truncated) {
        this.key = key;
        this.incidentBefore = incident;
        this.incident = incident;
        this.truncatedBefore = truncated;
        this.truncated = truncated;
    }

    Key key() {
        return key;
    }

    IncidentId incident() {
        return incident;
    }

    void leadTo(IncidentId now) {
        incident = now;
    }

    /** Whether it is news: this many were not shown before. */
    boolean truncate(long count) {
        var more = count > truncated;
        truncated = count;
        return more;
    }

    long truncated() {
        return truncated;
    }

    boolean isChanged() {
        return truncated != truncatedBefore || !java.util.Objects.equals(incident, incidentBefore);
    }
}
