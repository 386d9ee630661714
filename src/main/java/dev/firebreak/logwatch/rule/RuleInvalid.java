package dev.firebreak.logwatch.rule;

/** A file of rules can't be used. The message names file, line, column, field and reason; lines count from 1. */
public class RuleInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RuleInvalid(String message) {
        super(message);
    }

    /** The file as a whole. */
    public RuleInvalid(String file, String why) {
        this(file + ":1:1 " + why);
    }
}
