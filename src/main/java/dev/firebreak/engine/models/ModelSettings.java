package dev.firebreak.engine.models;

import dev.firebreak.access.FourEyes;
import dev.firebreak.engine.StartupRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of model deployment.
 *
 * @param modelsDir a folder that modelers edit: its files replace the jar's files of the same name or add to them; null
 *     for none
 * @param fourEyes whether the author of a guarded model may release it
 * @param roleCoolDown how long people can't release after a person changed their roles or their password
 */
@ConfigurationProperties("firebreak")
public record ModelSettings(
        Path modelsDir,
        @DefaultValue("enforce") FourEyes fourEyes,
        @DefaultValue("60m") Duration roleCoolDown) {

    public ModelSettings {
        if (modelsDir != null && !Files.isDirectory(modelsDir)) {
            throw new StartupRefused(
                    "firebreak.models-dir (%s) is not a folder: create it, or remove the key.".formatted(modelsDir));
        }
    }
}
