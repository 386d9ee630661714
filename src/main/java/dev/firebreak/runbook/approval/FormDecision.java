package dev.firebreak.runbook.approval;

import java.time.Instant;
import java.util.UUID;

/**
 * What a person said to a step by completing a form.
 *
 * @param word the choice made in the form
 * @param shaped whether they had a hand in what the step is to do: they completed another task where it is drawn or called
 * @param objection why the word can't be taken for a yes, such as a form that did not show the ledger's plan; or null
 */
record FormDecision(
        UUID step, String form, String by, String word, String comment, boolean shaped, String objection, Instant at) {}
