package dev.firebreak.incident.evidence;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.UUID;

/**
 * The metadata of one document or command output.
 *
 * @param name the name given by its creator; foreign text, never used as a file name
 * @param mediaType the media type claimed by its creator
 * @param sha256 of the content, in hexadecimal
 * @param takenBy the person or the part of Firebreak that created it
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
