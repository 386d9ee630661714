package dev.firebreak.runbook.admission;

/** What was approved is not what would happen now: the step is planned, and asked for, again. */
public class ApprovalVoid extends Exception {

    private static final long serialVersionUID = 1L;

    public ApprovalVoid(String why) {
        super(why);
    }
}
