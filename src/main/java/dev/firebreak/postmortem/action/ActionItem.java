package dev.firebreak.postmortem.action;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Something that has to be done so that it does not happen again.
 *
 * @param type what kind of action it is; {@code task} for what people do
 * @param owner who does it, or null
 * @param due by when, or null
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

    public enum Status {
        OPEN
    }
}
