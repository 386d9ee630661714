package dev.firebreak.engine.models;

import dev.firebreak.engine.StartupRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param modelsDir a folder that modelers edit: its files replace those of the jar by name, or add to them; null for none
 */
@ConfigurationProperties("firebreak")
public record ModelSettings(Path modelsDir) {

    public ModelSettings {
        if (modelsDir != null && !Files.isDirectory(modelsDir)) {
            throw new StartupRefused(
                    "firebreak.models-dir (%s) is not a folder: create it, or leave the key out.".formatted(modelsDir));
        }
    }
}
