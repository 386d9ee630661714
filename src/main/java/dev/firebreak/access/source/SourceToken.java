package dev.firebreak.access.source;

import java.time.Instant;

/** What a sender has to show, and what that makes of it. */
public record SourceToken(String source, String sha256, String defaultSeverity, Instant expires) {}
