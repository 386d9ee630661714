package dev.firebreak.runbook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a parameter of a step means, for whoever fills it in: the hint below its field in the Modeler. */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Meaning {

    /** One sentence. Grammar, limits and default are added from the component itself. */
    String value();
}
