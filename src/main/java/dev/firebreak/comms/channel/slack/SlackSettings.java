package dev.firebreak.comms.channel.slack;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.comms.slack}. The webhooks themselves are contacts of the catalogue.
 *
 * @param timeout the limit for Slack's whole answer
 */
@ConfigurationProperties("firebreak.comms.slack")
record SlackSettings(@DefaultValue("5s") Duration timeout) {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    SlackSettings {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("firebreak.comms.slack.timeout must be more than 0 and at most 10s");
        }
    }
}
