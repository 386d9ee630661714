package dev.firebreak.comms.channel.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.comms.mail}. The server is set by {@code spring.mail.*}; without {@code spring.mail.host} there is
 * no mail.
 *
 * @param from the sender of all mails, with or without a name
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
