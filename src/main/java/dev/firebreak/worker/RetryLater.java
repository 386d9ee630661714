package dev.firebreak.worker;

import java.time.Duration;

/** Not the work's turn yet, such as when another incident acts on the same target: tried again without losing a try. */
public class RetryLater extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    public RetryLater(Duration wait, String why) {
        super(why);
        this.wait = wait;
    }

    public Duration pause() {
        return wait;
    }
}
