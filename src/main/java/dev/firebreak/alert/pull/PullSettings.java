package dev.firebreak.alert.pull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which Alertmanagers are asked.
 *
 * @param alertmanagers by the name of the source whose alerts it sends
 * @param every between two rounds
 * @param settled how long an alert, or its end, has to be missing before it counts as missed: longer than the sender
 *     waits before it sends
 */
@ConfigurationProperties("firebreak.alert.pull")
public record PullSettings(
        @DefaultValue Map<String, Peer> alertmanagers,
        @DefaultValue("1m") Duration every,
        @DefaultValue("5m") Duration settled) {

    /**
     * One Alertmanager that is asked.
     *
     * @param url of the Alertmanager, without {@code /api}
     * @param receiver the name of the receiver that sends to Firebreak; without it only ends are looked for
     */
    public record Peer(URI url, String receiver) {}
}
