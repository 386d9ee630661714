package dev.firebreak.runbook;

/** A parameter is missing or does not fit its grammar. The message names it, and says what was expected. */
public class ParameterInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ParameterInvalid(String message) {
        super(message);
    }
}
