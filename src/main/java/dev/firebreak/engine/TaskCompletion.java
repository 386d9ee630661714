package dev.firebreak.engine;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A completed user task: who completed it, and with which values.
 *
 * @param form the key of the form it was completed with
 * @param by the login of the person
 * @param submitted the fields that the person submitted; a model can't write them
 * @param shown the process variables that the form could read; a model can write them
 * @param before ids of other tasks that this person completed in the same process instance, or in the one that called
 *     it
 * @param seen how the person saw the form
 */
public record TaskCompletion(
        String task,
        String form,
        String processInstance,
        String by,
        Map<String, Object> submitted,
        Map<String, Object> shown,
        Set<String> before,
        SeenForm seen) {

    /** A submitted field as text; empty if the person left it empty. */
    public String field(String field) {
        return Objects.toString(submitted.get(field), "");
    }

    /** A process variable as text; empty if it does not exist. */
    public String variable(String variable) {
        return Objects.toString(shown.get(variable), "");
    }
}
