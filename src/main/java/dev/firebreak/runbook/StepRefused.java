package dev.firebreak.runbook;

/** Admission says no: the reason is for the person who reads the diagram's refused end. */
class StepRefused extends Exception {

    private static final long serialVersionUID = 1L;

    StepRefused(String why) {
        super(why);
    }
}
