package dev.firebreak.access.source;

import org.springframework.boot.ExitCodeGenerator;

/** A source of alerts is not configured as it should be: Firebreak does not start. The message names the key, no token. */
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
