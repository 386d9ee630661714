package dev.firebreak.comms.channel.webhook;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code firebreak.comms.webhook}: the programs that take messages to people. A contact names one of them.
 *
 * @param webhook by name
 */
@ConfigurationProperties("firebreak.comms")
record WebhookChannelSettings(Map<String, SignedReceiver> webhook) {

    WebhookChannelSettings {
        webhook = webhook == null ? Map.of() : Map.copyOf(webhook);
        webhook.forEach((name, receiver) -> receiver.validate("firebreak.comms.webhook." + name));
    }
}
