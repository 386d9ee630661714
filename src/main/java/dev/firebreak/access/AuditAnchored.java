package dev.firebreak.access;

import java.time.Instant;

/**
 * Event: this node has anchored the audit log. Listeners send the head to places that an attacker of this node does not
 * reach. It is published outside transactions.
 *
 * @param size the number of rows that the head covers
 * @param root the Merkle root over them, in hexadecimal
 */
public record AuditAnchored(Instant at, long size, String root) {}
