package dev.firebreak.engine;

import dev.firebreak.access.Person;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** User tasks that a page of ours completes for a person, with the same checks as in Tasklist. */
public interface TaskForms {

    /** @param form the id of the Camunda Form */
    record OpenForm(String task, String form) {}

    /**
     * The oldest open task of this process instance that has one of these forms.
     *
     * @param variable a process variable that must have this value at the task
     */
    Optional<OpenForm> open(String processInstance, Set<String> forms, String variable, String value);

    /**
     * Completes the task with the person's rights. If this throws, the task is still open; {@link TaskRefused} says why.
     *
     * @param values the fields of the form
     * @param page what the page showed, for {@link SeenForm#page()}
     */
    void complete(Person person, OpenForm form, Map<String, Object> values, String page);
}
