package dev.firebreak.oncall.ack;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * A link that lets one person acknowledge one page without a login.
 *
 * @param usedAt when its button was pressed, or null
 */
record AckLink(IncidentId incident, String person, int level, Instant expiresAt, Instant usedAt) {

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
