package dev.firebreak.access;

import java.time.Instant;

/**
 * Event: the database lacks audit rows that were anchored outside it, so it was restored from an older backup, or cut.
 * It is published at startup, before this node takes on work, in the transaction that records it. Listeners stop what
 * would be done a second time, until {@link RestoreConfirmed}.
 *
 * @param anchoredAt when the newest missing row was anchored
 * @param anchored how many rows the anchor covers
 * @param found how many of them the database has
 */
public record DatabaseRestored(Instant anchoredAt, long anchored, long found) {}
