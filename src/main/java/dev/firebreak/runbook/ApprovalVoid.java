package dev.firebreak.runbook;

/** What was approved is not what would happen now: the step is planned, and asked for, again. */
class ApprovalVoid extends Exception {

    private static final long serialVersionUID = 1L;

    ApprovalVoid(String why) {
        super(why);
    }
}
