package dev.firebreak.access.source;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of one alert source.
 *
 * @param tokens its valid tokens: one, or two during rotation
 * @param defaultSeverity the severity word of its alerts that have none
 */
record SourceSettings(
        @DefaultValue List<ConfiguredToken> tokens,
        @DefaultValue("high") String defaultSeverity) {}
