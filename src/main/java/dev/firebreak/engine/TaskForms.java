package dev.firebreak.engine;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** User tasks that a page of ours completes for a person, with the same checks as in Tasklist. */
public interface TaskForms {

    /** @param form the id of the Camunda Form */
    record OpenForm(String task, String form) {}

    /** One of the values that a field takes. */
    record Choice(String value, String label) {}

    /**
     * An input of a form.
     *
     * @param type of the Camunda Form: {@code textfield}, {@code textarea}, {@code select}, {@code checkbox}, …
     * @param required whether the form can't be submitted without it
     * @param conditional whether the form shows it only for some answers; then it may be needed
     * @param maxLength of a text
     * @param choices of a select or radio; empty for other fields
     */
    record Field(
            String key,
            String label,
            String type,
            boolean required,
            boolean conditional,
            int maxLength,
            List<Choice> choices) {}

    /**
     * An open user task.
     *
     * @param form the id of its Camunda Form; empty if it has none
     * @param assignee the login of the person who has it, or null
     * @param candidates logins and groups of the people who may complete it
     * @param due when it is due, or null
     * @param variables the variables that the form's texts and conditions name, as text; those without a value are left out
     */
    record FormTask(
            String id,
            String name,
            String form,
            String assignee,
            Set<String> candidates,
            Instant due,
            Map<String, String> variables,
            List<Field> fields) {

        /** The value of a variable that the form's texts name; empty if it has none. */
        public String variable(String name) {
            return variables.getOrDefault(name, "");
        }

        /** Whether the task is for this person. The engine checks it again when the person completes the task. */
        public boolean isFor(Person person) {
            return person.id().equals(assignee)
                    || candidates.contains(person.id())
                    || person.roles().stream().map(Role::group).anyMatch(candidates::contains);
        }
    }

    /**
     * The oldest open task of this process instance that has one of these forms.
     *
     * @param variable a process variable that must have this value at the task
     */
    Optional<OpenForm> open(String processInstance, Set<String> forms, String variable, String value);

    /** The open tasks of all processes with this business key, the oldest first, with the fields of their forms. */
    List<FormTask> of(String businessKey);

    /**
     * Completes the task with the person's rights. If this throws, the task is still open; {@link TaskRefused} says why.
     *
     * @param values the fields of the form
     * @param page what the page showed, for {@link SeenForm#page()}; null for a page that shows the form's fields
     */
    void complete(Person person, OpenForm form, Map<String, Object> values, String page);
}
