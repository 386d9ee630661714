package dev.firebreak.runbook.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * What a person said to one exact plan.
 *
 * @param usedAt when a first attempt began under it
 */
public record Approval(
        UUID step,
        String approver,
        String planHash,
        boolean granted,
        String comment,
        Instant at,
        Instant expiresAt,
        Instant usedAt) {}
