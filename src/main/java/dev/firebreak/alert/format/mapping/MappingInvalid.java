package dev.firebreak.alert.format.mapping;

import org.yaml.snakeyaml.error.Mark;

/** A mapping can't be used. The message names file, line, column and reason; line and column count from 1. */
class MappingInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingInvalid(String file, Mark at, String why) {
        super(file + ":" + (at == null ? "1:1" : at.getLine() + 1 + ":" + (at.getColumn() + 1)) + " " + why);
    }
}
