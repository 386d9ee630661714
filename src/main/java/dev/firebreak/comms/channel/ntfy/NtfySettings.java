package dev.firebreak.comms.channel.ntfy;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.http.ChannelAddress;
import dev.firebreak.comms.channel.http.ChannelHttpClient;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.comms.ntfy}. The topics are addresses of people.
 *
 * @param server the address of the ntfy server; null if there is none
 * @param token its access token as a {@code secret://} reference; null if everybody may publish
 * @param timeout the limit for the whole answer
 */
@ConfigurationProperties("firebreak.comms.ntfy")
record NtfySettings(
        URI server, String token, @DefaultValue("5s") Duration timeout) {

    NtfySettings {
        if (server != null) {
            ChannelAddress.validate(server, "firebreak.comms.ntfy.server");
        }
        if (token != null && !Secrets.isReference(token)) {
            throw new IllegalArgumentException(
                    "firebreak.comms.ntfy.token must be a reference such as secret://ntfy, never the token itself");
        }
        ChannelHttpClient.validateTimeout(timeout, "firebreak.comms.ntfy.timeout");
    }
}
