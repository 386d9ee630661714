package dev.firebreak.board.setup;

/**
 * A condition of a ready installation.
 *
 * @param what what holds, or what does not hold and what to do about it
 */
public record ReadinessCheck(State state, String what) {

    /** Whether the condition holds. */
    enum State {
        MET,
        /** Until this is done, a quiet board does not mean that all is well. */
        MISSING,
        /** A decision of the owner that people should know; it does not keep the board from being quiet. */
        NOTE
    }

    static ReadinessCheck met(String what) {
        return new ReadinessCheck(State.MET, what);
    }

    static ReadinessCheck missing(String what) {
        return new ReadinessCheck(State.MISSING, what);
    }

    static ReadinessCheck note(String what) {
        return new ReadinessCheck(State.NOTE, what);
    }

    public boolean isMissing() {
        return state == State.MISSING;
    }

    public String style() {
        return switch (state) {
            case MET -> "met";
            case MISSING -> "unmet";
            case NOTE -> "noted";
        };
    }

    public String mark() {
        return switch (state) {
            case MET -> "✓";
            case MISSING -> "✗";
            case NOTE -> "!";
        };
    }

    /** The mark in words, for screen readers. */
    public String spoken() {
        return switch (state) {
            case MET -> "Done:";
            case MISSING -> "Missing:";
            case NOTE -> "Note:";
        };
    }
}
