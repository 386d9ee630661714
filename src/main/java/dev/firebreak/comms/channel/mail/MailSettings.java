package dev.firebreak.comms.channel.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.comms.mail}. The server itself is {@code spring.mail.host} and its siblings: without a host there is
 * no mail.
 *
 * @param from whom our mails come from, with a name or without
 */
@ConfigurationProperties("firebreak.comms.mail")
record MailSettings(
        @DefaultValue("Firebreak <firebreak@localhost>") String from) {

    MailSettings {
        parsed(from);
    }

    InternetAddress sender() {
        return parsed(from);
    }

    private static InternetAddress parsed(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException bad) {
            throw new IllegalArgumentException(
                    "firebreak.comms.mail.from must be one mail address, such as Firebreak <firebreak@example.com>",
                    bad);
        }
    }
}
