package dev.firebreak.alert.noise;

import org.springframework.boot.ExitCodeGenerator;

/** A setting about noise is invalid, so Firebreak does not start. The message names the key. */
public class NoiseRulesInvalid extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    NoiseRulesInvalid(String key, String why) {
        super(key + ": " + why);
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
