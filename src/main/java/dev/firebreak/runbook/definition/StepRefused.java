package dev.firebreak.runbook.definition;

/** Admission refuses the step. The message tells people why. */
public class StepRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public StepRefused(String why) {
        super(why);
    }
}
