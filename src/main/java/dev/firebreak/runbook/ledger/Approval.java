package dev.firebreak.runbook.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * An approval, or its refusal: one person's decision about one exact plan.
 *
 * @param granted true for a yes, false for a no
 * @param alone whether a commander broke the glass: it counts for all that the step needs
 * @param usedAt when the first attempt began under it, or null
 */
public record Approval(
        UUID step,
        String approver,
        String planHash,
        boolean granted,
        String comment,
        Instant at,
        Instant expiresAt,
        Instant usedAt,
        boolean alone) {}
