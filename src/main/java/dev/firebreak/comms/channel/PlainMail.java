package dev.firebreak.comms.channel;

import java.net.URI;

/**
 * A mail to somebody who is not in the catalogue.
 *
 * @param id the same for each try
 * @param unsubscribe where one press ends such mails (RFC 8058), or null if it is no list
 */
public record PlainMail(String to, String subject, String text, String id, URI unsubscribe) {}
