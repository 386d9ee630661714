package dev.firebreak.engine;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A task as a person completed it.
 *
 * @param form the key of the form it was completed with
 * @param by who was logged in
 * @param submitted what came with the form: no model can write here
 * @param shown the variables that the form could read: any model can
 * @param before other tasks that this person completed in the same process, or in the one that called it
 */
public record TaskCompletion(
        String task,
        String form,
        String processInstance,
        String by,
        Map<String, Object> submitted,
        Map<String, Object> shown,
        Set<String> before) {

    /** A field of the form as text, empty where it was left empty. */
    public String said(String field) {
        return Objects.toString(submitted.get(field), "");
    }

    /** A variable as text, empty where there is none. */
    public String saw(String variable) {
        return Objects.toString(shown.get(variable), "");
    }
}
