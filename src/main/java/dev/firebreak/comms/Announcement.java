package dev.firebreak.comms;

import dev.firebreak.catalog.Contact;

/**
 * One message to one person.
 *
 * @param errand why it is sent; null only for a notice that belongs to no incident
 * @param subject one line
 */
public record Announcement(Errand errand, Contact to, String subject, String text) {}
