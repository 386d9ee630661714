package dev.firebreak.engine;

import java.util.Optional;
import org.camunda.bpm.engine.task.Task;

/**
 * What a diagram says about an activity in a {@code camunda:property}. Java that must recognise an activity asks for a
 * property and not for an element id, which belongs to the person who draws.
 */
public interface ActivityProperties {

    /** The command that completes this user task, such as {@code resolve}. */
    String COMMAND = "command";

    /** The variable that the due date of this user task follows when it changes. */
    String DUE_FOLLOWS = "dueFollows";

    /** The words before the due time of this timer on the page of the incident. */
    String COUNTDOWN = "countdown";

    /** The value of this property at an activity or event of a process definition. */
    Optional<String> of(String definition, String activity, String property);

    /** The value of this property at the activity of the task. */
    default Optional<String> of(Task task, String property) {
        return of(task.getProcessDefinitionId(), task.getTaskDefinitionKey(), property);
    }
}
