package dev.firebreak.access;

import java.time.Instant;

/** What a sender has to show, and what that makes of it. */
record SourceToken(String source, String sha256, String defaultSeverity, Instant expires) {}
