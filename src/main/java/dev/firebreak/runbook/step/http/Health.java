package dev.firebreak.runbook.step.http;

/** How a service is, and what says so. */
public record Health(String service, State state, String why) {

    /** From well to bad. RUNNING: it is there, and nothing tells more; UNKNOWN: looking was not possible. */
    public enum State {
        HEALTHY,
        RUNNING,
        UNKNOWN,
        UNHEALTHY,
        DOWN
    }

    public boolean isBad() {
        return state == State.UNHEALTHY || state == State.DOWN;
    }

    Health worse(Health other) {
        var worse = state.ordinal() >= other.state.ordinal() ? this : other;
        return new Health(service, worse.state, why + "; " + other.why);
    }
}
