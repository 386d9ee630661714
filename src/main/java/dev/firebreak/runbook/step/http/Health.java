package dev.firebreak.runbook.step.http;

/**
 * The health of one service.
 *
 * @param why what shows it, such as an HTTP status
 */
public record Health(String service, State state, String why) {

    /** From good to bad. RUNNING: its container runs and has no health check; UNKNOWN: the check was not possible. */
    public enum State {
        HEALTHY,
        RUNNING,
        UNKNOWN,
        UNHEALTHY,
        DOWN
    }

    /** Whether people have to act. */
    public boolean isBad() {
        return state == State.UNHEALTHY || state == State.DOWN;
    }

    /** The worse of two results for the same service, with both reasons. */
    Health worse(Health other) {
        var worse = state.ordinal() >= other.state.ordinal() ? this : other;
        return new Health(service, worse.state, why + "; " + other.why);
    }
}
