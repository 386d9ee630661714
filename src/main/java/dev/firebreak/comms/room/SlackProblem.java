package dev.firebreak.comms.room;

import java.time.Duration;

/** Slack did not do what was asked. Of its answer only the error code is kept. */
class SlackProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Duration pause;

    /** @param pause how long Slack wants to be left alone; null if it does not say */
    SlackProblem(String method, String code, Duration pause) {
        super(method + ": " + code);
        this.code = code;
        this.pause = pause;
    }

    boolean is(String error) {
        return code.equals(error);
    }

    Duration pause() {
        return pause;
    }
}
