package dev.firebreak.oncall.ack;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * A link that lets one person acknowledge one page without a login. The link of a bundle is one of these for each
 * incident, with the same token.
 *
 * @param usedAt when its button acknowledged this incident, or null
 */
record AckLink(IncidentId incident, String person, int level, Instant expiresAt, Instant usedAt) {

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
