package dev.firebreak.postmortem.action;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A follow-up of an incident that prevents it from happening again.
 *
 * @param type always {@code task} today: work for people
 * @param owner the person responsible, as written, or null
 * @param due or null
 */
public record ActionItem(
        long id,
        IncidentId incident,
        String type,
        String description,
        String owner,
        LocalDate due,
        Status status,
        Instant filedAt) {

    /** The state of an action item. Firebreak does not track progress: items stay open. */
    public enum Status {
        OPEN
    }
}
