package dev.firebreak.runbook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/** Says what a delegate is: diagrams name it by its topic, modelers choose it by its title. Also makes it a bean. */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RunbookStep {

    /** {@code technology.verb-object}, such as {@code docker.restart-container}. */
    String topic();

    /** Verb and object, such as "Restart container": the label in the Modeler. */
    String title();

    /** One or two sentences for whoever chooses or approves it. */
    String description();

    Effect effect();

    /** False for a reading of everything at once, such as {@code host.capture-state}: its target may then be null. */
    boolean onTarget() default true;
}
