package dev.firebreak.runbook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a parameter of a step to the person who models it: the hint below its field in Camunda Modeler. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ParameterDescription {

    /** One sentence. The template generator adds format, limits and default from the record component. */
    String value();
}
