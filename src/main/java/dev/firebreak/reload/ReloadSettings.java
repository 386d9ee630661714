package dev.firebreak.reload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files are watched.
 *
 * @param every between two looks; zero never looks. A change counts when two looks in a row see the same content
 */
@ConfigurationProperties("firebreak.reload")
public record ReloadSettings(@DefaultValue("5s") Duration every) {}
