package dev.firebreak.alert.format.mapping;

/** A mapping can't be used. The message names file, line, column and reason; line and column count from 1. */
class MappingInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingInvalid(String message) {
        super(message);
    }

    /** The file as a whole. */
    MappingInvalid(String file, String why) {
        this(file + ":1:1 " + why);
    }
}
