package dev.firebreak.access.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come in at the first start.
 *
 * @param dataDir where generated secrets are left for the owner, each with mode 0600
 * @param ingestToken tokens of the alert source {@code default}; more than one, by commas, while it rotates; none: one
 *     is generated
 * @param sources senders of alerts by name, which is the user where they show their token by basic auth
 */
@ConfigurationProperties("firebreak")
public record AccessSettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue List<String> ingestToken,
        @DefaultValue Map<String, SourceSettings> sources) {

    /** Tokens are not for logs. */
    @Override
    public String toString() {
        return "AccessSettings[" + dataDir + "]";
    }
}
