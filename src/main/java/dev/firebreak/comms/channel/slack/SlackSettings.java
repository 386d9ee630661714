package dev.firebreak.comms.channel.slack;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.comms.slack}. The webhooks are contacts of the catalogue: without one there is no Slack.
 *
 * @param timeout how long Slack may take for its whole answer
 */
@ConfigurationProperties("firebreak.comms.slack")
record SlackSettings(@DefaultValue("5s") Duration timeout) {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    SlackSettings {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("firebreak.comms.slack.timeout must be more than nothing, at most 10s");
        }
    }
}
