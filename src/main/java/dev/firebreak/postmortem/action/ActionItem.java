package dev.firebreak.postmortem.action;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A follow-up of an incident that prevents it from happening again.
 *
 * @param type {@code task}, {@code monitoring}, {@code runbook}, {@code automation} or {@code configuration}
 * @param owner the person responsible, as written, or null
 * @param due or null
 * @param closedAt null while it is open
 * @param proof what shows that it is done; null while it is open
 * @param version increases with every change
 */
public record ActionItem(
        long id,
        IncidentId incident,
        String type,
        String description,
        String owner,
        LocalDate due,
        Status status,
        Instant filedAt,
        Instant closedAt,
        String closedBy,
        String proof,
        long version) {

    /** The state of an action item. It is closed only with proof. */
    public enum Status {
        OPEN,
        CLOSED
    }
}
