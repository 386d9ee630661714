package dev.firebreak.engine;

import org.springframework.boot.ExitCodeGenerator;

/** Firebreak will not start like this. The message names the key and the way out, in one line. */
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
