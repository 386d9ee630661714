package dev.firebreak.engine.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.engine.SeenForm;
import dev.firebreak.text.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Checks the commands by which a logged-in person starts a process or ends a task, through Tasklist or REST, against
 * the form. Commands of Firebreak itself, and commands inside other commands, pass unchecked.
 */
public class SubmittedForms extends CommandInterceptor {

    /** Commands that bypass the form; no user needs them. */
    private static final Set<Class<?>> BYPASSES = Set.of(
            ResolveTaskCmd.class,
            HandleTaskBpmnErrorCmd.class,
            HandleTaskEscalationCmd.class,
            StartProcessInstanceAtActivitiesCmd.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProcessEngineConfigurationImpl engine;

    public SubmittedForms(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T> T execute(Command<T> command) {
        var identities = engine.getIdentityService();
        var person = identities == null ? null : identities.getCurrentAuthentication();
        if (person == null || Context.getCommandContext() != null) {
            return next.execute(command);
        }
        return Submission.during(checked(command, identities, person), () -> next.execute(command));
    }

    private Submission checked(Command<?> command, IdentityService identities, Authentication person) {
        identities.clearAuthentication();
        try {
            return check(command);
        } finally {
            identities.setAuthentication(person);
        }
    }

    /** The submission of a task form, or null for other commands. */
    private Submission check(Command<?> command) {
        if (BYPASSES.contains(command.getClass())) {
            throw new AuthorizationException("complete a task with its form, and start a process at its start event");
        }
        var fields = new DirectFieldAccessor(command);
        if (command instanceof CompleteTaskCmd) {
            return checkTask(fields, "variables");
        }
        if (command instanceof SubmitTaskFormCmd) {
            return checkTask(fields, "properties");
        }
        if (command instanceof ClaimTaskCmd) {
            task(fields);
        } else if (command instanceof SubmitStartFormCmd) {
            var definition = (String) fields.getPropertyValue("processDefinitionId");
            checkStart(
                    definition, (String) fields.getPropertyValue("businessKey"), fields.getPropertyValue("variables"));
        } else if (command instanceof StartProcessInstanceCmd) {
            var start = (ProcessInstantiationBuilderImpl) fields.getPropertyValue("instantiationBuilder");
            checkStart(definition(start), start.getBusinessKey(), start.getVariables());
        }
        return null;
    }

    private Submission checkTask(DirectFieldAccessor command, String variables) {
        var task = task(command);
        var values = plain(command.getPropertyValue(variables));
        var form = task.getCamundaFormRef();
        if (form == null) {
            check(JSON.createObjectNode(), values);
            return null;
        }
        var deployed = content(engine.getFormService().getDeployedTaskForm(task.getId()));
        check(form(deployed), values);
        return new Submission(task.getId(), form.getKey(), values, seen(task.getId(), deployed));
    }

    /** A page of ours announces what it showed before it submits. */
    private static SeenForm seen(String task, byte[] deployed) {
        return Submission.of(task).map(Submission::seen).orElseGet(() -> new SeenForm(Hash.sha256(deployed), null));
    }

    private Task task(DirectFieldAccessor command) {
        var id = (String) command.getPropertyValue("taskId");
        var task = engine.getTaskService()
                .createTaskQuery()
                .taskId(id)
                .initializeFormKeys()
                .singleResult();
        if (task == null) {
            throw SubmissionRefused.tooLate(engine.getHistoryService()
                    .createHistoricTaskInstanceQuery()
                    .taskId(id)
                    .singleResult());
        }
        return task;
    }

    private void checkStart(String definition, String businessKey, Object variables) {
        if (definition == null) {
            return;
        }
        if (businessKey != null && !businessKey.isBlank()) {
            throw new SubmissionRefused("leave the business key out: Firebreak assigns it");
        }
        var hasForm = engine.getFormService().getStartFormData(definition).getCamundaFormRef() != null;
        check(
                hasForm
                        ? form(content(engine.getFormService().getDeployedStartForm(definition)))
                        : JSON.createObjectNode(),
                plain(variables));
    }

    private String definition(ProcessInstantiationBuilderImpl start) {
        if (start.getProcessDefinitionId() != null) {
            return start.getProcessDefinitionId();
        }
        var latest = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(start.getProcessDefinitionKey())
                .latestVersion()
                .singleResult();
        return latest == null ? null : latest.getId();
    }

    private static void check(JsonNode form, Map<String, Object> submitted) {
        FormCheck.firstProblem(form, submitted).ifPresent(problem -> {
            throw new SubmissionRefused(problem);
        });
    }

    /** Plain values only: reading a typed object would instantiate the class that it names (guarantees.md E12). */
    private static Map<String, Object> plain(Object submitted) {
        var values = new HashMap<String, Object>();
        if (submitted instanceof VariableMap typed) {
            for (var name : typed.keySet()) {
                var value = typed.getValueTyped(name);
                var isPlain = value == null
                        || value.getType() == null
                        || value.getType().isPrimitiveValueType();
                if (!isPlain
                        && !java.util.List.of("json", "null")
                                .contains(value.getType().getName())) {
                    throw new SubmissionRefused("'" + name + "' must be a text, a number, or yes or no");
                }
                values.put(name, value == null ? null : value.getValue());
            }
        } else if (submitted instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), value));
        }
        return values;
    }

    private static byte[] content(InputStream deployed) {
        try (deployed) {
            return deployed.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode form(byte[] deployed) {
        try {
            return JSON.readTree(deployed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
