package dev.firebreak.alert;

/** A body that is not what it should be; line and column count from 1. */
class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(String why, int line, int column) {
        super("line %d, column %d: %s".formatted(line, column, why));
    }
}
