package dev.firebreak.comms;

import dev.firebreak.catalog.Contact;

/**
 * One message to one contact.
 *
 * @param errand why it is sent
 * @param subject one line
 */
public record Announcement(Errand errand, Contact to, String subject, String text) {}
