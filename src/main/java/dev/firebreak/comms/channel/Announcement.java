package dev.firebreak.comms.channel;

import dev.firebreak.catalog.Contact;

/**
 * One message to one contact.
 *
 * @param key identifies the notification over all tries
 * @param subject one line
 * @param link where the recipient acknowledges; null if there is nothing to acknowledge. The text has it, too.
 */
public record Announcement(NotificationKey key, Contact to, String subject, String text, String link) {

    public Announcement(NotificationKey key, Contact to, String subject, String text) {
        this(key, to, subject, text, null);
    }
}
