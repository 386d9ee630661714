package dev.firebreak.worker;

import java.time.Duration;

/**
 * The task can't run yet, for example because another incident works on the same target: retried after a wait, without
 * counting as a failed attempt.
 */
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
