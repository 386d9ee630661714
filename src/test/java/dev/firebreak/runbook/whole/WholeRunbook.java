package dev.firebreak.runbook.whole;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a lab test runs as a whole: a runbook by its key, and the case of its target. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface WholeRunbook {

    String value();

    Case state();

    /** The states of a target that each runbook meets in the lab. */
    enum Case {
        HEALTHY,
        BROKEN,
        NOT_HELPED
    }
}
