package dev.firebreak.runbook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a component of an order: what it means, for whoever fills it in. The hint below its field in the Modeler. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ParameterDescription {

    /** One sentence. Grammar, limits and default are added from the component itself. */
    String value();
}
