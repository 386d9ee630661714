package dev.firebreak.access;

/** The severities of alerts that name none. */
@FunctionalInterface
public interface DefaultSeverities {

    /** The severity word of alerts of this source that have none, as configured. */
    String defaultSeverity(String source);
}
