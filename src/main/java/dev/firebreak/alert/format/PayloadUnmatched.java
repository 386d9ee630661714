package dev.firebreak.alert.format;

/**
 * The body is JSON, but the declared mapping does not match it. The payload is kept: once the mapping is corrected, it
 * can be read.
 */
public class PayloadUnmatched extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PayloadUnmatched(String mapping, String why) {
        super("mapping \"" + mapping + "\" does not match: " + why);
    }
}
