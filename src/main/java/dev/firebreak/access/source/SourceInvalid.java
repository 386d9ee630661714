package dev.firebreak.access.source;

import org.springframework.boot.ExitCodeGenerator;

/**
 * The configuration of an alert source is invalid, so Firebreak doesn't start. The message names the key, never a
 * token.
 */
class SourceInvalid extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    SourceInvalid(String key, String why) {
        super(key + ": " + why);
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
