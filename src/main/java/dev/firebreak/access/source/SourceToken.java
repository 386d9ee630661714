package dev.firebreak.access.source;

import java.time.Instant;

/**
 * A valid token of an alert source.
 *
 * @param sha256 the hash of the token; the token itself is never stored
 * @param defaultSeverity the severity word of alerts that have none
 * @param expires the end of its validity, or null
 */
public record SourceToken(String source, String sha256, String defaultSeverity, Instant expires) {}
