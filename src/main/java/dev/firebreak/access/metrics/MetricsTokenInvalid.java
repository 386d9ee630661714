package dev.firebreak.access.metrics;

import org.springframework.boot.ExitCodeGenerator;

/** A configured token is invalid, so Firebreak doesn't start. The message names the key, never a token. */
class MetricsTokenInvalid extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    MetricsTokenInvalid(String why) {
        super(why);
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
