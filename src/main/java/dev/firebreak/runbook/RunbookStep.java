package dev.firebreak.runbook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/** Declares a class as a runbook step and a bean. Diagrams refer to the step by its topic, modelers by its title. */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RunbookStep {

    /** {@code technology.verb-object}, such as {@code docker.restart-container}. */
    String topic();

    /** Verb and object, such as "Restart container": the label in the Modeler. */
    String title();

    /** One or two sentences for the person who chooses or approves the step. */
    String description();

    Effect effect();

    /** False if the step needs no target, such as {@code host.capture-state}; the target may then be null. */
    boolean onTarget() default true;
}
