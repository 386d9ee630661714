package dev.firebreak.comms.room;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.incident.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.rooms.slack}.
 *
 * @param token a {@code secret://} reference to the bot's token; null for no channels
 * @param signingSecret a {@code secret://} reference by which Slack signs its requests; null to refuse them
 * @param api the address of the Web API
 * @param severities of the incidents that get a channel
 * @param timeout the limit for a whole answer
 */
@ConfigurationProperties("firebreak.rooms.slack")
record RoomSettings(
        String token,
        String signingSecret,
        @DefaultValue("https://slack.com/api") URI api,
        @DefaultValue({"P1", "P2"}) Set<Severity> severities,
        @DefaultValue("10s") Duration timeout) {

    RoomSettings {
        token = reference("token", token);
        signingSecret = reference("signing-secret", signingSecret);
    }

    private static String reference(String key, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (!Secrets.isReference(value)) {
            throw new IllegalArgumentException("firebreak.rooms.slack." + key
                    + " must be a reference such as secret://slack-bot, never the secret itself");
        }
        return value;
    }

    boolean isOn() {
        return token != null;
    }
}
