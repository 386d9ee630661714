package dev.firebreak.alert.format;

/** A body that is not what it should be; line and column count from 1. */
public class UnreadablePayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadablePayload(String why, int line, int column) {
        super("line %d, column %d: %s".formatted(line, column, why));
    }
}
