package dev.firebreak.runbook;

import java.time.Instant;
import java.util.UUID;

/**
 * What a person said to a step by completing a form.
 *
 * @param word the choice made in the form
 * @param objection why the word can't be taken for a yes, such as a form that did not show the ledger's plan; or null
 */
record StepWord(UUID step, String form, String by, String word, String comment, String objection, Instant at) {}
