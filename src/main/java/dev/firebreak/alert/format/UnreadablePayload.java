package dev.firebreak.alert.format;

/** The body of a request is not of the format that it should be; line and column count from 1. */
public class UnreadablePayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadablePayload(String why, int line, int column) {
        super("line %d, column %d: %s".formatted(line, column, why));
    }

    /** @param field the path of the field that is wrong, such as {@code payload.summary} */
    public UnreadablePayload(String field, String why) {
        super("field \"%s\": %s".formatted(field, why));
    }
}
