package dev.firebreak.runbook;

/** A step parameter is missing or has a wrong format. The message names the parameter and the expected format. */
public class ParameterInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ParameterInvalid(String message) {
        super(message);
    }
}
