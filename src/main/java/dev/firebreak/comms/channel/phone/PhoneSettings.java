package dev.firebreak.comms.channel.phone;

import dev.firebreak.comms.channel.webhook.SignedReceiver;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.comms.phone}: the gateway that sends text messages and calls. The numbers are addresses of people.
 *
 * @param url the address of the gateway; null if there is none
 * @param secret of the signature, as a {@code secret://} reference
 * @param timeout the limit for the whole answer
 */
@ConfigurationProperties("firebreak.comms.phone")
record PhoneSettings(
        URI url, String secret, @DefaultValue("5s") Duration timeout) {

    PhoneSettings {
        if (url != null) {
            new SignedReceiver(url, secret, timeout).validate("firebreak.comms.phone");
        }
    }

    SignedReceiver receiver() {
        return new SignedReceiver(url, secret, timeout);
    }
}
