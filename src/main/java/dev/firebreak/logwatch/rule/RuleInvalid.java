package dev.firebreak.logwatch.rule;

import org.yaml.snakeyaml.error.Mark;

/** A file of rules can't be used. The message names file, line, column, field and reason; lines count from 1. */
public class RuleInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RuleInvalid(String file, Mark at, String field, String why) {
        super(file + ":" + (at == null ? "1:1" : at.getLine() + 1 + ":" + (at.getColumn() + 1)) + " "
                + (field.isEmpty() ? "" : field + ": ") + why);
    }

    /** The file as a whole. */
    public RuleInvalid(String file, String why) {
        this(file, null, "", why);
    }
}
