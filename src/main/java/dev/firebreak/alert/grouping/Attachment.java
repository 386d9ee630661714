package dev.firebreak.alert.grouping;

import dev.firebreak.incident.IncidentId;

/**
 * A group that would open an incident and comes into that of others instead.
 *
 * @param opens whether the batch opens that incident
 * @param why for people
 */
public record Attachment(Kind kind, IncidentId incident, boolean opens, String why) {

    /** Why a group is in the incident of others. */
    public enum Kind {
        /** Its source opens too many incidents. */
        STORM,
        /** Its service depends on the one of the incident. */
        SYMPTOM
    }
}
