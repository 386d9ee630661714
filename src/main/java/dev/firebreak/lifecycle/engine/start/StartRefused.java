package dev.firebreak.lifecycle.engine.start;

import org.springframework.boot.ExitCodeGenerator;

/** Firebreak will not start like this. The message names the key and the way out, in one line. */
public class StartRefused extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    public StartRefused(String why) {
        super(why);
    }

    public StartRefused(String why, Throwable cause) {
        super(why, cause);
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
