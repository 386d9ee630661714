package dev.firebreak.comms.template;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code firebreak}.
 *
 * @param templatesDir a folder that modelers edit: its files replace the shipped templates of the same name; null for
 *     none
 */
@ConfigurationProperties("firebreak")
record TemplateSettings(Path templatesDir) {

    TemplateSettings {
        if (templatesDir != null && !Files.isDirectory(templatesDir)) {
            throw new IllegalArgumentException(
                    "firebreak.templates-dir (%s) is not a folder: create it, or remove the key."
                            .formatted(templatesDir));
        }
    }
}
