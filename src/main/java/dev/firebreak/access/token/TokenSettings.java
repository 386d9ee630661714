package dev.firebreak.access.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.tokens}.
 *
 * @param longest how long a personal token may be valid
 */
@ConfigurationProperties("firebreak.tokens")
public record TokenSettings(@DefaultValue("90d") Duration longest) {

    public TokenSettings {
        if (longest.toDays() < 1 || longest.toDays() > 3_650) {
            throw new IllegalArgumentException("firebreak.tokens.longest must be 1d to 3650d");
        }
    }

    /** The longest validity in whole days. */
    public int days() {
        return (int) longest.toDays();
    }
}
