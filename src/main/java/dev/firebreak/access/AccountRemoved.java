package dev.firebreak.access;

/**
 * Event: an account was deleted. Published in the transaction that deletes it.
 *
 * @param by the login of the person who did, or {@link AccountChanges#FIREBREAK}
 */
public record AccountRemoved(String account, String by) {}
