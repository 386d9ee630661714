package dev.firebreak.comms.webhook;

/**
 * The record that an external tracker keeps of an incident.
 *
 * @param tracker the name of the webhook
 * @param reference how the tracker names it, such as {@code OPS-12}
 * @param url where people see it, or null
 */
public record Ticket(String tracker, String reference, String url) {}
