package dev.firebreak.alert.attached;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.Attachment;
import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.UUID;

/**
 * A group of alerts that came into the incident of others.
 *
 * @param source of its alerts
 * @param groupKey as its sender names it, shortened
 * @param groupHash of the whole key
 * @param name of one of its alerts, or null if none is in the incident any more
 * @param service of its worst alert when it came
 * @param reason why it came
 * @param alerts how many of its alerts are in the incident
 * @param firing how many of those fire
 * @param leftAt when it got an incident of its own, or null
 * @param leftTo that incident, or null
 * @param leftBy the login of who took it out, or the part of Firebreak that did, or null
 */
public record AttachedGroup(
        UUID id,
        String source,
        String groupKey,
        @JsonIgnore String groupHash,
        Attachment.Kind kind,
        String name,
        String service,
        String reason,
        int alerts,
        int firing,
        Instant attachedAt,
        Instant leftAt,
        IncidentId leftTo,
        String leftBy,
        String leftReason) {

    /** The key of the group. */
    public AlertGroup.Key key() {
        return new AlertGroup.Key(source, groupHash, groupKey);
    }

    /** Whether it is still in the incident. */
    @JsonIgnore
    public boolean isThere() {
        return leftAt == null;
    }

    /** Whether it is a symptom in the incident of its cause, and still fires. */
    @JsonIgnore
    public boolean isFiringSymptom() {
        return isThere() && kind == Attachment.Kind.SYMPTOM && firing > 0;
    }
}
