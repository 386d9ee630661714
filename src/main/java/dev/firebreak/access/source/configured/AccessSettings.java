package dev.firebreak.access.source.configured;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of alert sources, and the directory for generated secrets.
 *
 * @param dataDir the directory for generated secrets, each in a file of mode 0600
 * @param ingestToken tokens of the alert source {@code default}, separated by commas during rotation; if empty, a token
 *     is generated
 * @param sources alert sources by name; the name is the user for basic auth
 */
@ConfigurationProperties("firebreak")
public record AccessSettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue List<String> ingestToken,
        @DefaultValue Map<String, SourceSettings> sources) {

    /** Without tokens, so that no log shows them. */
    @Override
    public String toString() {
        return "AccessSettings[" + dataDir + "]";
    }
}
