package dev.firebreak.probe.declaration;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.probe}.
 *
 * @param declarations a folder of {@code .yaml} files; may be missing
 * @param atOnce how many probes this node runs at a time
 * @param background whether probes run by themselves; tests run them by hand
 */
@ConfigurationProperties("firebreak.probe")
public record ProbeSettings(
        Path declarations,
        @DefaultValue("32") int atOnce,
        @DefaultValue("true") boolean background) {}
