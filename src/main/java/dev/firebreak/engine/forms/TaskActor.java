package dev.firebreak.engine.forms;

import dev.firebreak.engine.FormListener;
import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.engine.TaskEventListener;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.variable.value.PrimitiveValue;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Writes the login of the person who completes a task to the variable {@code by}, for the delegate that records it. A
 * model can overwrite that variable, so decisions such as approvals go to a {@link FormListener} as well, which no
 * model can reach.
 */
public class TaskActor extends TaskEventListener {

    private static final String BY = "by";

    private final ObjectProvider<FormListener> listeners;

    public TaskActor(ObjectProvider<FormListener> listeners) {
        super(EVENTNAME_COMPLETE);
        this.listeners = listeners;
    }

    @Override
    public void notify(DelegateTask task) {
        var person = Context.getCommandContext().getAuthenticatedUserId();
        if (person != null) {
            task.setVariable(BY, person);
            Submission.of(task.getId())
                    .ifPresent(submission -> listeners.stream()
                            .filter(listener -> listener.handles(submission.form()))
                            .forEach(listener -> listener.onCompletion(completion(task, person, submission))));
        }
    }

    private static TaskCompletion completion(DelegateTask task, String person, Submission submission) {
        return new TaskCompletion(
                task.getId(),
                submission.form(),
                task.getProcessInstanceId(),
                person,
                submission.values(),
                variables(task),
                CompletedTasks.of(person, task),
                submission.seen());
    }

    private static Map<String, Object> variables(DelegateTask task) {
        var plain = new HashMap<String, Object>();
        var all = task.getVariablesTyped(false);
        for (var name : all.keySet()) {
            if (all.getValueTyped(name) instanceof PrimitiveValue<?> value) {
                plain.put(name, value.getValue());
            }
        }
        return plain;
    }
}
