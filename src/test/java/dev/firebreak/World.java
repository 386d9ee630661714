package dev.firebreak;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.worker.loop.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The driver of a story: raises incidents, completes tasks, runs due jobs and moves the clock. */
public class World {

    private static final int LONG = 500;

    private final Lifecycle lifecycle;
    private final Timeline timeline;
    private final ProcessEngine engine;
    private final Worker worker;
    private final MovableClock time;
    private final JdbcClient jdbc;

    World(
            Lifecycle lifecycle,
            Timeline timeline,
            ProcessEngine engine,
            Worker worker,
            MovableClock time,
            JdbcClient jdbc) {
        this.lifecycle = lifecycle;
        this.timeline = timeline;
        this.engine = engine;
        this.worker = worker;
        this.time = time;
        this.jdbc = jdbc;
    }

    public IncidentId raise(String service, String symptom, Map<String, Object> facts) {
        var report = new IncidentReport("Trouble with " + service, service, symptom, null, "test", null, false, facts);
        return lifecycle.open(report);
    }

    /** Ends the processes of earlier tests, whose timers would fire whenever time passes. */
    public void endsAllProcesses() {
        var runtime = engine.getRuntimeService();
        runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(Execution::getId)
                .forEach(root -> runtime.deleteProcessInstance(root, "an earlier test", true, true));
    }

    /** Runs due jobs and external tasks until the process only waits for people, messages or time. */
    public void untilNothingMoves() {
        for (var turn = 0; turn < LONG; turn++) {
            if (!runExternalTask() && !runJob()) {
                return;
            }
        }
        throw new AssertionError("not idle after " + LONG + " jobs and tasks");
    }

    /** Asks first whether there is one: the worker's own question names every topic, and most turns find none. */
    private boolean runExternalTask() {
        var isThere = jdbc.sql("select exists (select 1 from ACT_RU_EXT_TASK where RETRIES_ is null or RETRIES_ > 0)")
                .query(Boolean.class)
                .single();
        return isThere && worker.runOne();
    }

    /** Moves our clock and the engine's from timer to timer, so that jobs run in the order in which they become due. */
    public void passes(Duration duration) {
        var end = time.instant().plus(duration);
        untilNothingMoves();
        for (var next = nextTimer(end); next != null; next = nextTimer(end)) {
            time.moveTo(next);
            untilNothingMoves();
        }
        time.moveTo(end);
        untilNothingMoves();
    }

    public Instant now() {
        return time.instant();
    }

    /** Completes the task with this key, as Tasklist does for a user. */
    public void completes(String person, String taskKey, IncidentId incident, Map<String, Object> form) {
        var task = task(taskKey, incident);
        as(person, () -> engine.getTaskService().complete(task.getId(), form));
        untilNothingMoves();
    }

    public Task task(String key, IncidentId incident) {
        var task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(incident.value())
                .taskDefinitionKey(key)
                .singleResult();
        if (task == null) {
            throw new AssertionError("no task " + key + " for " + incident + "; there are " + tasks(incident));
        }
        return task;
    }

    public ProcessAssertions processes(IncidentId incident) {
        return new ProcessAssertions(engine, incident);
    }

    public boolean isOver(IncidentId incident) {
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(incident.value())
                        .count()
                == 0;
    }

    public List<String> timelineOf(IncidentId incident) {
        return timeline.of(incident).stream().map(TimelineEntry::what).toList();
    }

    public Object variable(IncidentId incident, String process, String name) {
        var instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), process)
                .singleResult();
        return engine.getRuntimeService().getVariable(instance.getId(), name);
    }

    /** The names of the ends that the incident's processes of this key reached, the oldest process first. */
    public List<String> ends(IncidentId incident, String process) {
        var history = engine.getHistoryService();
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .processDefinitionKey(process)
                .orderByProcessInstanceStartTime()
                .asc()
                .list()
                .stream()
                .flatMap(instance ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .list()
                                .stream()
                                .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
                                .map(HistoricActivityInstance::getActivityName))
                .toList();
    }

    public void as(String person, Runnable action) {
        var identity = engine.getIdentityService();
        var groups = identity.createGroupQuery().groupMember(person).list().stream()
                .map(group -> group.getId())
                .toList();
        identity.setAuthentication(person, groups);
        try {
            action.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    private List<String> tasks(IncidentId incident) {
        return engine.getTaskService().createTaskQuery().processInstanceBusinessKey(incident.value()).list().stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    private boolean runJob() {
        var due = management().createJobQuery().executable().list().stream()
                .filter(World::isOfAStory)
                .findFirst();
        due.ifPresent(job -> management().executeJob(job.getId()));
        return due.isPresent();
    }

    /** The engine's nightly clean-up job, which belongs to no process and is never run. */
    private static boolean isOfAStory(Job job) {
        return job.getProcessInstanceId() != null;
    }

    private Instant nextTimer(Instant before) {
        return management().createJobQuery().timers().active().list().stream()
                .filter(World::isOfAStory)
                .map(Job::getDuedate)
                .map(Date::toInstant)
                .filter(due -> due.isAfter(time.instant()) && !due.isAfter(before))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private ManagementService management() {
        return engine.getManagementService();
    }

    /** The one clock of a story, for the engine and for Firebreak alike. */
    @TestConfiguration
    public static class Time {

        @Bean
        @Primary
        MovableClock storyClock() {
            return MovableClock.withTheEngine();
        }
    }
}
