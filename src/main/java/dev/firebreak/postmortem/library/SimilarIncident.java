package dev.firebreak.postmortem.library;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * An incident that happened before.
 *
 * @param cause or null
 * @param whatHelped its resolution, or null
 * @param hasPostMortem whether there is a document about it
 */
public record SimilarIncident(
        IncidentId id, String title, Instant openedAt, String cause, String whatHelped, boolean hasPostMortem) {}
