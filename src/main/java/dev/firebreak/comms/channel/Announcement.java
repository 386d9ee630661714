package dev.firebreak.comms.channel;

import dev.firebreak.catalog.Contact;

/**
 * One message to one contact.
 *
 * @param errand why it is sent
 * @param subject one line
 */
public record Announcement(NotificationKey key, Contact to, String subject, String text) {}
