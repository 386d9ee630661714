package dev.firebreak.runbook.output;

/** A person cancelled the reading while it ran. */
public class StepCancelled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String by;
    private final String reason;

    StepCancelled(String by, String reason) {
        super("Cancelled: " + reason);
        this.by = by;
        this.reason = reason;
    }

    /** The login of the person. */
    public String by() {
        return by;
    }

    public String reason() {
        return reason;
    }
}
