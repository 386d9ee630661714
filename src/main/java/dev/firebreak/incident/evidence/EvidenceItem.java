package dev.firebreak.incident.evidence;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.UUID;

/**
 * What is known about one kept document or output.
 *
 * @param name what whoever took it calls it; foreign text, never a file name
 * @param mediaType what whoever took it says it is
 * @param sha256 of the content, in hexadecimal
 * @param takenBy a person's id, or the name of the part of Firebreak that took it
 */
public record EvidenceItem(
        UUID id,
        IncidentId incident,
        String name,
        String mediaType,
        long bytes,
        String sha256,
        Instant takenAt,
        String takenBy) {}
