package dev.firebreak.runbook.admission;

/** The approval no longer fits what would happen now: the step is planned and put to approval again. */
public class ApprovalVoid extends Exception {

    private static final long serialVersionUID = 1L;

    public ApprovalVoid(String why) {
        super(why);
    }
}
