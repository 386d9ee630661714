package dev.firebreak.access.source.configured;

import org.springframework.boot.ExitCodeGenerator;

/**
 * The configuration of an alert source is invalid, so Firebreak doesn't start. The message names the key, never a
 * token.
 */
class SourceInvalid extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    private final String key;

    SourceInvalid(String key, String why) {
        super(key + ": " + why);
        this.key = key;
    }

    /** What is invalid, such as {@code firebreak.sources.grafana.tokens[1]}. */
    String key() {
        return key;
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
