package dev.firebreak.alert.storm;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * A source opens incidents faster than its limit.
 *
 * @param incident the storm incident, which its further groups come into
 */
public record Storm(String source, IncidentId incident, Instant began) {}
