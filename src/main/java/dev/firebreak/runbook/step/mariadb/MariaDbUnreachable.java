package dev.firebreak.runbook.step.mariadb;

/** A server can't be queried. The message says why and what to do. */
public class MariaDbUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the server did. Only one that gives no answer at all may be restarted for it. */
    public enum Answer {
        NONE,
        FULL,
        REFUSED
    }

    private final Answer answer;

    public MariaDbUnreachable(Answer answer, String message, Throwable cause) {
        super(message, cause);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
