package dev.firebreak.comms.channel.webhook;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.http.ChannelAddress;
import dev.firebreak.comms.channel.http.ChannelHttpClient;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A program that takes messages as signed webhooks.
 *
 * @param url https, or http on this machine
 * @param secret a {@code secret://} reference; its value is {@code whsec_} and 24 to 64 bytes in base64
 * @param timeout the limit for the whole answer
 */
public record SignedReceiver(
        URI url, String secret, @DefaultValue("5s") Duration timeout) {

    /** @throws IllegalArgumentException that names the wrong setting */
    public void validate(String key) {
        ChannelAddress.validate(url, key + ".url");
        if (secret == null || !Secrets.isReference(secret)) {
            throw new IllegalArgumentException(
                    key + ".secret must be a reference such as secret://pager, never the secret itself");
        }
        ChannelHttpClient.validateTimeout(timeout, key + ".timeout");
    }
}
