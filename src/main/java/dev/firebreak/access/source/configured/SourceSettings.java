package dev.firebreak.access.source.configured;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of one alert source.
 *
 * @param tokens its valid tokens: one, or two during rotation
 * @param defaultSeverity the severity word of its alerts that have none, or one that nobody knows
 * @param severityWords further severity words of this source, each with a word that Firebreak knows
 */
public record SourceSettings(
        @DefaultValue List<ConfiguredToken> tokens,
        @DefaultValue("high") String defaultSeverity,
        @DefaultValue Map<String, String> severityWords) {}
