package dev.firebreak.comms.channel;

import java.util.Optional;

/** Sends mails to people who are not in the catalogue. */
public interface PlainMails {

    /** What is to be configured first; empty if mails can be sent. */
    Optional<String> missing();

    /** Whether an address has a form that mail is sent to. */
    boolean isUsable(String address);

    /** Throws when trying again later may help. */
    DeliveryResult send(PlainMail mail);
}
