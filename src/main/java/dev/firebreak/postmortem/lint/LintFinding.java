package dev.firebreak.postmortem.lint;

/**
 * Something that a reviewer would ask the authors to change.
 *
 * @param section the key of the section, such as {@code whatHappened}
 * @param rule such as {@code blame}
 * @param advice what is found, and what to write
 */
public record LintFinding(String section, String rule, String advice) {}
