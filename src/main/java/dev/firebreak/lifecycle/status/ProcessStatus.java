package dev.firebreak.lifecycle.status;

import dev.firebreak.access.Role;
import dev.firebreak.engine.ActivityProperties;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.ParkedWork;
import dev.firebreak.incident.ParkedWork.Parked;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.UnstartedProcesses;
import dev.firebreak.text.LruCache;
import dev.firebreak.text.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.Job;
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
    private static final int MAX_STUCK = 1_000;
    private static final int MAX_KNOWN_TIMERS = 500;

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ExternalTaskService externalTasks;
    private final ManagementService jobs;
    private final RepositoryService models;
    private final ActivityProperties drawn;
    private final UnstartedProcesses unstarted;
    private final List<ParkedWork> parked;

    /** By job definition; empty for timers whose time nobody waits for. */
    private final LruCache<String, Optional<String>> countdowns = new LruCache<>(MAX_KNOWN_TIMERS);

    ProcessStatus(
            RuntimeService runtime,
            TaskService tasks,
            ExternalTaskService externalTasks,
            ManagementService jobs,
            RepositoryService models,
            ActivityProperties drawn,
            UnstartedProcesses unstarted,
            List<ParkedWork> parked) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.externalTasks = externalTasks;
        this.jobs = jobs;
        this.models = models;
        this.drawn = drawn;
        this.unstarted = unstarted;
        this.parked = parked;
    }

    /** The open tasks of each incident, the oldest first. */
    public Map<IncidentId, List<OpenTask>> tasksOf(Collection<IncidentId> incidents) {
        if (incidents.isEmpty()) {
            return Map.of();
        }
        var keys = incidents.stream().map(IncidentId::value).toArray(String[]::new);
        return byIncident(tasks.createTaskQuery()
                .processInstanceBusinessKeyIn(keys)
                .initializeFormKeys()
                .orderByTaskCreateTime()
                .asc()
                .list());
    }

    /** The open tasks of each incident with the roles that may complete them, the oldest first. */
    public Map<IncidentId, List<OfferedTask>> offeredTasksOf(Collection<IncidentId> incidents) {
        var tasksOf = tasksOf(incidents);
        if (tasksOf.isEmpty()) {
            return Map.of();
        }
        var keys = tasksOf.keySet().stream().map(IncidentId::value).toArray(String[]::new);
        var roles = new HashMap<String, Set<Role>>();
        for (var role : Role.values()) {
            tasks.createTaskQuery()
                    .processInstanceBusinessKeyIn(keys)
                    .taskCandidateGroup(role.group())
                    .includeAssignedTasks()
                    .list()
                    .forEach(task -> roles.computeIfAbsent(task.getId(), id -> EnumSet.noneOf(Role.class))
                            .add(role));
        }
        var offered = new HashMap<IncidentId, List<OfferedTask>>();
        tasksOf.forEach((incident, own) -> offered.put(
                incident,
                own.stream()
                        .map(task -> new OfferedTask(task, roles.getOrDefault(task.id(), Set.of())))
                        .toList()));
        return offered;
    }

    /** A stuck step of each incident that has one; of a thousand stuck steps at most. */
    public Map<IncidentId, StuckStep> stuckIncidents() {
        var steps = Stream.concat(
                        externalTasks.createExternalTaskQuery().noRetriesLeft().listPage(0, MAX_STUCK).stream()
                                .map(this::stuck),
                        jobs.createJobQuery().noRetriesLeft().listPage(0, MAX_STUCK).stream()
                                .filter(job -> job.getProcessInstanceId() != null)
                                .map(this::stuck))
                .collect(Collectors.toMap(StuckStep::process, step -> step, (first, other) -> first));
        var found = new HashMap<IncidentId, StuckStep>();
        parked.forEach(kind -> kind.all().forEach((incident, work) -> found.putIfAbsent(incident, stuck(work))));
        if (steps.isEmpty()) {
            return found;
        }
        runtime.createProcessInstanceQuery().processInstanceIds(steps.keySet()).list().stream()
                .filter(process -> IncidentId.isForm(process.getBusinessKey()))
                .forEach(process -> found.putIfAbsent(
                        new IncidentId(process.getBusinessKey()), steps.get(process.getProcessInstanceId())));
        return found;
    }

    /** Why the process does not start, of each incident whose process does not. */
    public Map<IncidentId, String> notStarting() {
        return unstarted.reasons().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> reason(entry.getValue())));
    }

    private Map<IncidentId, List<OpenTask>> byIncident(List<Task> found) {
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

    /** Variables of the incident's lifecycle process; none if it does not run. */
    public Map<String, Object> variablesOf(IncidentId incident, Collection<String> names) {
        try {
            return processOf(incident)
                    .map(process -> runtime.getVariables(process, names))
                    .orElse(Map.of());
        } catch (NullValueException ended) {
            return Map.of();
        }
    }

    /** Why the incident's process does not start; empty if it runs, has ended, or may still start at once. */
    public Optional<String> whyNotStarting(IncidentId incident) {
        return unstarted.reason(incident).map(ProcessStatus::reason);
    }

    /** Work of the incident that is parked, and its external tasks and jobs that have no retries left. */
    public List<StuckStep> stuckStepsOf(IncidentId incident) {
        var work = parked.stream().flatMap(kind -> kind.of(incident).stream()).map(this::stuck);
        return Stream.concat(work, failed(incident)).toList();
    }

    /**
     * A timer whose end people wait for.
     *
     * @param words what the diagram says before its time, such as "If the alerts stay clear, a commander confirms the resolution"
     */
    public record Countdown(String words, Instant until) {}

    /** The next timer of the incident that its diagrams show to people. */
    public Optional<Countdown> countdown(IncidentId incident) {
        var instances = instances(incident);
        return instances.isEmpty()
                ? Optional.empty()
                : jobs.createJobQuery().processInstanceIds(instances).timers().list().stream()
                        .flatMap(timer -> countdown(timer).stream())
                        .min(Comparator.comparing(Countdown::until));
    }

    private Optional<Countdown> countdown(Job timer) {
        return countdowns
                .get(timer.getJobDefinitionId())
                .orElseGet(() -> readWords(timer))
                .map(words -> new Countdown(words, timer.getDuedate().toInstant()));
    }

    /** What the diagram says before the time of such timers. It never changes, since a new diagram has new timers. */
    private Optional<String> readWords(Job timer) {
        var words = jobs.createJobDefinitionQuery().jobDefinitionId(timer.getJobDefinitionId()).list().stream()
                .flatMap(it ->
                        drawn
                                .of(timer.getProcessDefinitionId(), it.getActivityId(), ActivityProperties.COUNTDOWN)
                                .stream())
                .findFirst();
        countdowns.put(timer.getJobDefinitionId(), words);
        return words;
    }

    private Set<String> instances(IncidentId incident) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(incident.value()).list().stream()
                .map(ProcessInstance::getId)
                .collect(Collectors.toSet());
    }

    private Stream<StuckStep> failed(IncidentId incident) {
        var instances = instances(incident);
        if (instances.isEmpty()) {
            return Stream.empty();
        }
        var steps = externalTasks
                .createExternalTaskQuery()
                .processInstanceIdIn(instances.toArray(String[]::new))
                .noRetriesLeft()
                .list()
                .stream()
                .map(this::stuck);
        var failed = jobs.createJobQuery().processInstanceIds(instances).noRetriesLeft().list().stream()
                .map(this::stuck);
        return Stream.concat(steps, failed);
    }

    private StuckStep stuck(Parked work) {
        return new StuckStep(null, null, null, work.id(), work.what(), reason(work.why()));
    }

    private StuckStep stuck(ExternalTask task) {
        return new StuckStep(
                task.getProcessInstanceId(),
                task.getId(),
                null,
                null,
                label(task.getProcessDefinitionId(), task.getActivityId()),
                reason(task.getErrorMessage()));
    }

    private StuckStep stuck(Job job) {
        return new StuckStep(
                job.getProcessInstanceId(),
                null,
                job.getId(),
                null,
                label(job.getProcessDefinitionId(), job.getFailedActivityId()),
                reason(job.getExceptionMessage()));
    }

    /** Whether one of the incident's processes waits for this message, such as {@code acknowledged}. */
    public boolean awaits(IncidentId incident, String message) {
        return runtime.createExecutionQuery()
                        .processInstanceBusinessKey(incident.value())
                        .messageEventSubscriptionName(message)
                        .count()
                > 0;
    }

    private String label(String model, String activity) {
        return activity != null
                        && models.getBpmnModelInstance(model).getModelElementById(activity) instanceof FlowElement drawn
                        && drawn.getName() != null
                ? drawn.getName()
                : activity == null ? "background work" : activity;
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
                instant(task.getDueDate()),
                task.getCamundaFormRef() == null ? "" : task.getCamundaFormRef().getKey());
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }

    private static String reason(String message) {
        return Text.shown(message == null ? "no reason given" : message, MAX_REASON_LENGTH);
    }
}
