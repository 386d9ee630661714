package dev.firebreak.access.source;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One sender of alerts.
 *
 * @param tokens what it may show: one, and a second one while it rotates
 * @param defaultSeverity the severity word of its alerts that name none
 */
record SourceSettings(
        @DefaultValue List<ConfiguredToken> tokens,
        @DefaultValue("high") String defaultSeverity) {}
