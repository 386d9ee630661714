package dev.firebreak.engine.passwords;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.password}.
 *
 * @param cost the work factor of bcrypt, 4 to 16: one more doubles the time of a check. OWASP's Password Storage Cheat
 *     Sheet asks for 10 at least
 */
@ConfigurationProperties("firebreak.password")
public record PasswordSettings(@DefaultValue("11") int cost) {

    public PasswordSettings {
        if (cost < 4 || cost > 16) {
            throw new IllegalArgumentException("firebreak.password.cost must be between 4 and 16");
        }
    }
}
