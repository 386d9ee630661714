package dev.firebreak.postmortem.library;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.List;

/**
 * A post-mortem in the library.
 *
 * @param severity or null
 * @param cause or null
 */
public record LibraryEntry(
        IncidentId incident,
        String title,
        String service,
        String severity,
        String status,
        Instant openedAt,
        Instant dueAt,
        String cause,
        String summary,
        List<String> tags) {}
