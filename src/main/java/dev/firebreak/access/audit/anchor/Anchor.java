package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.audit.merkle.TreeHead;
import java.time.Instant;

/** A head of the log that was kept outside the database. */
public record Anchor(Instant at, TreeHead head) {}
