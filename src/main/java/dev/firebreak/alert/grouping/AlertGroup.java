package dev.firebreak.alert.grouping;

import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;

/** Where the alerts of one group go. Whoever has it locked decides alone. */
public final class AlertGroup {

    /** The name of a group: its key may be of any length, so its hash stands for it. */
    public record Key(String source, String groupHash, String groupKey) implements Comparable<Key> {

        public static Key of(AlertPayload payload) {
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

    private final Key key;
    private final long truncatedBefore;
    private final IncidentId incidentBefore;
    private IncidentId incident;
    private long truncated;

    AlertGroup(Key key, IncidentId incident, long truncated) {
        this.key = key;
        this.incidentBefore = incident;
        this.incident = incident;
        this.truncatedBefore = truncated;
        this.truncated = truncated;
    }

    Key key() {
        return key;
    }

    public IncidentId incident() {
        return incident;
    }

    public void leadTo(IncidentId now) {
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
