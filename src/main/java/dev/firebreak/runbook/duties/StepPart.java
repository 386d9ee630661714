package dev.firebreak.runbook.duties;

/**
 * A person's part in a step, because of which another person has to approve it.
 *
 * @param person the login
 * @param part what the person did, such as "reported the incident"
 */
public record StepPart(String person, String part) {}
