package dev.firebreak.engine.models;

import dev.firebreak.engine.StartupRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of model deployment.
 *
 * @param modelsDir a folder that modelers edit: its files replace the jar's files of the same name or add to them; null
 *     for none
 */
@ConfigurationProperties("firebreak")
record ModelSettings(Path modelsDir) {

    ModelSettings {
        if (modelsDir != null && !Files.isDirectory(modelsDir)) {
            throw new StartupRefused(
                    "firebreak.models-dir (%s) is not a folder: create it, or remove the key.".formatted(modelsDir));
        }
    }
}
