package dev.firebreak.engine;

import org.springframework.boot.ExitCodeGenerator;

/** Firebreak refuses to start with this configuration. The message names the key and the remedy in one line. */
public class StartupRefused extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    public StartupRefused(String why) {
        super(why);
    }

    public StartupRefused(String why, Throwable cause) {
        super(why, cause);
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
