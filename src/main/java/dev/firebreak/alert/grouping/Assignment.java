package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.incident.IncidentId;
import java.util.List;
import java.util.Map;

/**
 * Where the alerts of one payload go.
 *
 * @param outcome what happens to its new alerts
 * @param incident the incident of its new alerts, or null if it has none
 * @param resolved its resolved alerts by incident
 * @param incidents every incident that its alerts belong to now
 * @param truncatedIn the incident whose timeline says that the sender leaves out more alerts than before, or null
 * @param attachment what brings its group into the incident of others, or null
 * @param attached how its group came into the incident that it is in now, or null if that is its own
 * @param left the incident of others that its group leaves, or null
 */
public record Assignment(
        PayloadChanges changes,
        Outcome outcome,
        IncidentId incident,
        Map<IncidentId, List<AlertChange>> resolved,
        List<IncidentId> incidents,
        IncidentId truncatedIn,
        Attachment attachment,
        Attachment.Kind attached,
        IncidentId left) {

    public enum Outcome {
        /** They open an incident. */
        OPENED,
        /** They join an open incident. */
        JOINED,
        /** There are none. */
        NOTHING_NEW
    }

    /** Its alerts that fire from now on: new, or again. */
    public List<AlertChange> firing() {
        return changes.firing();
    }

    /** Whether its group is one of many in a storm incident. */
    public boolean isInStorm() {
        return attached == Attachment.Kind.STORM;
    }

    /** Whether its group is a symptom of an open cause. */
    public boolean isSymptom() {
        return attached == Attachment.Kind.SYMPTOM;
    }

    /** The name of the sender. */
    public String source() {
        return changes.payload().source().name();
    }
}
