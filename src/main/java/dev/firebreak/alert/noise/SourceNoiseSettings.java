package dev.firebreak.alert.noise;

import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.noise} for all alert sources, {@code firebreak.sources.<name>.noise} for one. Other settings of a
 * source belong to the module that reads them.
 *
 * @param noise of sources that don't say otherwise
 * @param sources by name
 */
@ConfigurationProperties("firebreak")
record SourceNoiseSettings(
        @DefaultValue Noise noise, @DefaultValue Map<String, Source> sources) {

    record Source(@DefaultValue Noise noise) {}

    /** What is null is not set; see {@link NoiseRules}. */
    record Noise(Integer stormLimit, List<String> groupBy, Boolean inhibit, Map<Severity, Duration> suspendPage) {}
}
