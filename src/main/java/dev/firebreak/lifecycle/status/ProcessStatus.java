package dev.firebreak.lifecycle.status;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.UnstartedProcesses;
import dev.firebreak.text.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the state of incident processes from the engine, for pages that show it: open tasks and stuck steps. */
@Component
@Transactional(readOnly = true)
public class ProcessStatus {

    private static final int MAX_REASON_LENGTH = 300;

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ExternalTaskService externalTasks;
    private final ManagementService jobs;
    private final RepositoryService models;
    private final UnstartedProcesses unstarted;

    ProcessStatus(
            RuntimeService runtime,
            TaskService tasks,
            ExternalTaskService externalTasks,
            ManagementService jobs,
            RepositoryService models,
            UnstartedProcesses unstarted) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.externalTasks = externalTasks;
        this.jobs = jobs;
        this.models = models;
        this.unstarted = unstarted;
    }

    /** The open tasks of each incident, the oldest first. */
    public Map<IncidentId, List<OpenTask>> tasksOf(Collection<IncidentId> incidents) {
        if (incidents.isEmpty()) {
            return Map.of();
        }
        var keys = incidents.stream().map(IncidentId::value).toArray(String[]::new);
        var found = tasks.createTaskQuery()
                .processInstanceBusinessKeyIn(keys)
                .orderByTaskCreateTime()
                .asc()
                .list();
        var owners = owners(found);
        var byIncident = new HashMap<IncidentId, List<OpenTask>>();
        found.stream()
                .collect(Collectors.groupingBy(task -> owners.get(task.getProcessInstanceId())))
                .forEach((key, own) -> byIncident.put(
                        new IncidentId(key),
                        own.stream().map(ProcessStatus::openTask).toList()));
        return byIncident;
    }

    /** The id of an incident's lifecycle process, for a link into Cockpit; empty if it does not run. */
    public Optional<String> processOf(IncidentId incident) {
        return runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), IncidentOpener.PROCESS)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .findFirst();
    }

    /** Why the incident's process does not start; empty if it runs, has ended, or may still start at once. */
    public Optional<String> whyNotStarting(IncidentId incident) {
        return unstarted.reason(incident).map(ProcessStatus::reason);
    }

    /** External tasks and jobs of the incident that have no retries left. */
    public List<StuckStep> stuckStepsOf(IncidentId incident) {
        var instances =
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(incident.value()).list().stream()
                        .map(ProcessInstance::getId)
                        .collect(Collectors.toSet());
        if (instances.isEmpty()) {
            return List.of();
        }
        var steps = externalTasks
                .createExternalTaskQuery()
                .processInstanceIdIn(instances.toArray(String[]::new))
                .noRetriesLeft()
                .list()
                .stream()
                .map(task -> new StuckStep(
                        task.getProcessInstanceId(),
                        task.getId(),
                        label(task.getProcessDefinitionId(), task.getActivityId()),
                        reason(task.getErrorMessage())));
        var failed = jobs.createJobQuery().processInstanceIds(instances).noRetriesLeft().list().stream()
                .map(job -> new StuckStep(
                        job.getProcessInstanceId(),
                        null,
                        label(job.getProcessDefinitionId(), job.getFailedActivityId()),
                        reason(job.getExceptionMessage())));
        return Stream.concat(steps, failed).toList();
    }

    private String label(String model, String activity) {
        return activity != null
                        && models.getBpmnModelInstance(model).getModelElementById(activity) instanceof FlowElement drawn
                        && drawn.getName() != null
                ? drawn.getName()
                : activity;
    }

    private Map<String, String> owners(List<Task> found) {
        var instances = found.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
        return instances.isEmpty()
                ? Map.of()
                : runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                        .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
    }

    private static OpenTask openTask(Task task) {
        return new OpenTask(
                task.getId(),
                task.getName(),
                task.getAssignee(),
                instant(task.getCreateTime()),
                instant(task.getDueDate()));
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }

    private static String reason(String message) {
        return Text.shown(message == null ? "no reason given" : message, MAX_REASON_LENGTH);
    }
}
