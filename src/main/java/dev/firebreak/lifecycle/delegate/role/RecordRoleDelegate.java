package dev.firebreak.lifecycle.delegate.role;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESPONSE_LEAD;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROLE_LABEL;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROLE_NEEDS_TASK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROLE_PERSON;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_WRITER;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.IncidentProcesses;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Records who has a role. The open tasks of the role become theirs; an expert without a task gets one. */
@Component
class RecordRoleDelegate implements JavaDelegate {

    private static final ProcessVariable<String> ROLE = ProcessVariable.text("role");
    private static final ProcessVariable<String> PERSON = ProcessVariable.text("person");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final IncidentRoles roles;
    private final Timeline timeline;
    private final DisplayNames names;

    RecordRoleDelegate(
            OwnIncident own, PersonCommands commands, IncidentRoles roles, Timeline timeline, DisplayNames names) {
        this.own = own;
        this.commands = commands;
        this.roles = roles;
        this.timeline = timeline;
        this.names = names;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, MessageNames.ROLE_ASSIGNED);
        var role = IncidentRole.of(command.get(ROLE)).orElseThrow();
        var person = command.get(PERSON);
        var former = roles.holder(incident, role);
        roles.assign(incident, role, person, command.by());
        timeline.decide(
                incident,
                Decision.ROLE_ASSIGNED,
                names.of(person) + " is " + role.label()
                        + former.map(it -> ", instead of " + names.of(it)).orElse(""),
                command.by());
        ROLE_PERSON.set(execution, person);
        ROLE_LABEL.set(execution, role.label());
        ROLE_NEEDS_TASK.set(execution, role.isExpert() && !isReassigned(execution, incident, role, person));
        if (!role.isExpert()) {
            lead(execution, incident, role, person);
        }
    }

    /** Whether the former holder had a task for findings, which is the new one's now. */
    private static boolean isReassigned(
            DelegateExecution execution, IncidentId incident, IncidentRole role, String person) {
        var service = execution.getProcessEngineServices().getTaskService();
        var found = new boolean[1];
        IncidentProcesses.eachTask(execution.getProcessEngineServices(), incident, task -> {
            if (role.label().equals(service.getVariable(task.getId(), ROLE_LABEL.name()))
                    && Set.of(FormKeys.REPORT_FINDINGS).contains(form(execution, task))) {
                service.setAssignee(task.getId(), person);
                found[0] = true;
            }
        });
        return found[0];
    }

    private static void lead(DelegateExecution execution, IncidentId incident, IncidentRole role, String person) {
        var isTechnical = role == IncidentRole.TECHNICAL_LEAD;
        var forms = isTechnical
                ? Set.of(FormKeys.LEAD_RESPONSE)
                : Set.of(FormKeys.INFORM_STAKEHOLDERS, FormKeys.WRITE_TO_CUSTOMERS);
        var engine = execution.getProcessEngineServices();
        IncidentProcesses.set(engine, incident, Map.of((isTechnical ? RESPONSE_LEAD : UPDATE_WRITER).name(), person));
        IncidentProcesses.eachTask(engine, incident, task -> {
            if (forms.contains(form(execution, task))) {
                engine.getTaskService().setAssignee(task.getId(), person);
            }
        });
    }

    private static String form(DelegateExecution execution, Task task) {
        var form = execution
                .getProcessEngineServices()
                .getTaskService()
                .createTaskQuery()
                .taskId(task.getId())
                .initializeFormKeys()
                .singleResult()
                .getCamundaFormRef();
        return form == null ? "" : form.getKey();
    }
}
