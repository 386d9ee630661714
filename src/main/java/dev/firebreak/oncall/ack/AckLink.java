package dev.firebreak.oncall.ack;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * A link by which one person may acknowledge one page.
 *
 * @param usedAt when its button was pressed, or null
 */
record AckLink(IncidentId incident, String person, int level, Instant expiresAt, Instant usedAt) {

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
