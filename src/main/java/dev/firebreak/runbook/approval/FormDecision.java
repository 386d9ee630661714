package dev.firebreak.runbook.approval;

import java.time.Instant;
import java.util.UUID;

/**
 * One person's decision about a step, made by completing a form.
 *
 * @param choice what the person chose in the form
 * @param shaped whether the person influenced the step: they completed another task in its process or in the process
 *     that called it
 * @param objection why the decision does not count as a yes, such as a form that did not show the ledger's plan; or
 *     null
 */
record FormDecision(
        UUID step,
        String form,
        String by,
        String choice,
        String comment,
        boolean shaped,
        String objection,
        Instant at) {}
