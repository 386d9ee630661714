package dev.firebreak.engine.forms;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.engine.SeenForm;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.TaskRefused;
import dev.firebreak.engine.command.SystemIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Submits forms as the person, so that the engine's rights and {@link SubmittedForms} apply. */
@Component
class PersonTaskForms implements TaskForms {

    private final TaskService tasks;
    private final FormService forms;
    private final IdentityService identities;
    private final SystemIdentity system;

    PersonTaskForms(TaskService tasks, FormService forms, IdentityService identities, SystemIdentity system) {
        this.tasks = tasks;
        this.forms = forms;
        this.identities = identities;
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
    public void complete(Person person, OpenForm form, Map<String, Object> values, String page) {
        var groups = person.roles().stream().map(Role::group).toList();
        var announced = new Submission(form.task(), form.form(), values, new SeenForm(null, page));
        identities.setAuthentication(person.id(), groups);
        try {
            Submission.during(announced, () -> {
                forms.submitTaskForm(form.task(), values);
                return null;
            });
        } catch (RestException e) {
            throw new TaskRefused(e.getStatus().getStatusCode(), e.getMessage(), e);
        } catch (AuthorizationException e) {
            throw new TaskRefused(403, "Your roles don't allow this.", e);
        } catch (ProcessEngineException e) {
            throw refusal(e);
        } finally {
            identities.clearAuthentication();
        }
    }

    /** A delegate refuses with words for the person; the engine's own errors begin with a code. */
    private static RuntimeException refusal(ProcessEngineException e) {
        var why = String.valueOf(e.getMessage());
        return why.startsWith("ENGINE-") ? e : new TaskRefused(409, why, e);
    }
}
