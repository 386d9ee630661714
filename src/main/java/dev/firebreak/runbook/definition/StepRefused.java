package dev.firebreak.runbook.definition;

/** Admission says no: the reason is for the person who reads the diagram's refused end. */
public class StepRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public StepRefused(String why) {
        super(why);
    }
}
