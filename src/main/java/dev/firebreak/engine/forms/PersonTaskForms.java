package dev.firebreak.engine.forms;

import dev.firebreak.access.Person;
import dev.firebreak.engine.SeenForm;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.command.SystemIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Submits forms as the person, so that the engine's rights and {@link SubmittedForms} apply. */
@Component
class PersonTaskForms implements TaskForms {

    private final TaskService tasks;
    private final FormService forms;
    private final PersonCalls as;
    private final SystemIdentity system;

    PersonTaskForms(TaskService tasks, FormService forms, PersonCalls as, SystemIdentity system) {
        this.tasks = tasks;
        this.forms = forms;
        this.as = as;
        this.system = system;
    }

    @Override
    public Optional<OpenForm> open(String processInstance, Set<String> wanted, String variable, String value) {
        return system.run(() -> tasks
                .createTaskQuery()
                .processInstanceId(processInstance)
                .initializeFormKeys()
                .orderByTaskCreateTime()
                .asc()
                .list()
                .stream()
                .filter(task -> wanted.contains(form(task)))
                .filter(task -> value.equals(tasks.getVariable(task.getId(), variable)))
                .findFirst()
                .map(task -> new OpenForm(task.getId(), form(task))));
    }

    private static String form(Task task) {
        return task.getCamundaFormRef() == null ? "" : task.getCamundaFormRef().getKey();
    }

    @Override
    public List<FormTask> of(String businessKey) {
        return system.run(() -> tasks
                .createTaskQuery()
                .processInstanceBusinessKey(businessKey)
                .initializeFormKeys()
                .orderByTaskCreateTime()
                .asc()
                .list()
                .stream()
                .flatMap(task -> shown(task).stream())
                .toList());
    }

    /** Empty if the task ended since it was listed. */
    private Optional<FormTask> shown(Task task) {
        try {
            var form = form(task).isEmpty() ? new FormFields(List.of(), Set.of()) : fields(task);
            return Optional.of(new FormTask(
                    task.getId(),
                    task.getName(),
                    form(task),
                    task.getAssignee(),
                    candidates(task),
                    task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                    variables(task, form.named()),
                    form.fields()));
        } catch (NullValueException | NotFoundException ended) {
            return Optional.empty();
        }
    }

    private Set<String> candidates(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .map(link -> link.getGroupId() == null ? link.getUserId() : link.getGroupId())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, String> variables(Task task, Set<String> named) {
        return named.isEmpty()
                ? Map.of()
                : tasks.getVariables(task.getId(), named).entrySet().stream()
                        .filter(variable -> variable.getValue() != null)
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey,
                                variable -> variable.getValue().toString()));
    }

    private FormFields fields(Task task) {
        try (var form = forms.getDeployedTaskForm(task.getId())) {
            return FormFields.of(form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void complete(Person person, OpenForm form, Map<String, Object> values, String page) {
        var announced = new Submission(form.task(), form.form(), values, new SeenForm(null, page));
        as.call(
                person,
                () -> Submission.during(announced, () -> {
                    forms.submitTaskForm(form.task(), values);
                    return null;
                }));
    }
}
