package dev.firebreak.alert.format.mapping;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where mappings are declared.
 *
 * @param mappings a folder with one file {@code <format>.yaml} for each mapping; may be missing
 */
@ConfigurationProperties("firebreak.alert")
public record MappingSettings(Path mappings) {}
