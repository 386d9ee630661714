package dev.firebreak.comms.channel;

import dev.firebreak.catalog.Contact;

/**
 * One message to one contact.
 *
 * @param key identifies the notification over all tries
 * @param subject one line
 */
public record Announcement(NotificationKey key, Contact to, String subject, String text) {}
