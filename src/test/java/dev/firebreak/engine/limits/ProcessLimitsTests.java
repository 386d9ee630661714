package dev.firebreak.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.SharedMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that grow from transaction to transaction, in an engine with smaller limits and its own job executor. */
@Tag("H4")
class ProcessLimitsTests {

    private static final int ACTIVITIES = 200;
    private static final int STARTS = 10;

    private final List<Object> said = new CopyOnWriteArrayList<>();
    private final AtomicReference<ProcessEngine> built = new AtomicReference<>();
    private final RunawayProcesses runaways = new RunawayProcesses(built::get, said::add);
    private ProcessEngine engine;
    private String url;

    @BeforeEach
    void start() {
        url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        engine = node(ACTIVITIES, STARTS);
        built.set(engine);
    }

    /** A node with counts of its own on the test's database. */
    private ProcessEngine node(int activities, int starts) {
        var settings = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
        settings.setProcessEngineName("limits-" + UUID.randomUUID());
        settings.setJdbcUrl(url);
        settings.setDatabaseSchemaUpdate("true");
        settings.setEnforceHistoryTimeToLive(false);
        settings.setMetricsEnabled(false);
        settings.setFailedJobRetryTimeCycle("R2/PT0S");
        settings.setCustomPostBPMNParseListeners(
                new ArrayList<>(List.of(new ProcessLimits(runaways, activities, starts))));
        settings.setJobExecutorActivate(false);
        return settings.buildProcessEngine();
    }

    @AfterEach
    void end() {
        runaways.destroy();
        engine.close();
    }

    @Test
    void aProcessThatCallsItselfIsSuspendedAndReportedAndTheOthersGoOn() throws IOException {
        deploy(Files.readString(Path.of("src/test/resources/limits/process-that-calls-itself.bpmn")));
        var caller = Bpmn.createExecutableProcess("caller")
                .startEvent()
                .parallelGateway("fork")
                .callActivity()
                .calledElement("process-that-calls-itself")
                .endEvent()
                .moveToNode("fork")
                .userTask("UserTask_Look")
                .endEvent()
                .done();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("caller.bpmn", caller)
                .deploy();

        engine.getRuntimeService().startProcessInstanceByKey("caller");
        runJobs();

        assertThat(instances("process-that-calls-itself", true)).isZero();
        assertThat(instances("process-that-calls-itself", false)).isBetween(5L, (long) ACTIVITIES);
        assertThat(instances("caller", true)).isEqualTo(1);
        engine.getTaskService()
                .complete(
                        engine.getTaskService().createTaskQuery().singleResult().getId());
        assertThat(said).singleElement().isInstanceOfSatisfying(NodeTrouble.class, trouble -> {
            assertThat(trouble.kind()).isEqualTo("process-suspended");
            assertThat(trouble.node()).isEqualTo("process-that-calls-itself");
        });
    }

    @Test
    void aLoopOfTimersIsSuspended() {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "circles.bpmn",
                        Bpmn.createExecutableProcess("circles")
                                .startEvent()
                                .exclusiveGateway("again")
                                .intermediateCatchEvent()
                                .timerWithDuration("PT0S")
                                .connectTo("again")
                                .done())
                .deploy();

        engine.getRuntimeService().startProcessInstanceByKey("circles");
        runJobs();

        assertThat(instances("circles", false)).isEqualTo(1);
        assertThat(said).hasSize(1);
    }

    @Test
    void aTimerThatStartsProcessesWithoutEndIsSuspendedWithItsDefinition() {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "starts.bpmn",
                        Bpmn.createExecutableProcess("starts")
                                .startEvent()
                                .timerWithCycle("R999/PT0.01S")
                                .userTask()
                                .endEvent()
                                .done())
                .deploy();

        runJobs();

        assertThat(instances("starts", false)).isEqualTo(STARTS);
        assertThat(engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .suspended()
                        .count())
                .isEqualTo(1);
        assertThat(said).hasSize(1);
    }

    @Test
    void theLimitsHoldForAllNodesTogether() {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "circles.bpmn",
                        Bpmn.createExecutableProcess("circles")
                                .startEvent()
                                .userTask("again")
                                .connectTo("again")
                                .done())
                .deploy();
        engine.getRuntimeService().startProcessInstanceByKey("circles");
        var other = node(ACTIVITIES, STARTS);
        var rounds = 0;
        try {
            while (said.isEmpty() && rounds < 2 * ACTIVITIES) {
                rounds++;
                completes(rounds % 2 == 0 ? engine : other);
            }
        } finally {
            other.close();
        }

        assertThat(rounds).isBetween(ACTIVITIES - 10, ACTIVITIES + ACTIVITIES / 10);
        assertThat(said).singleElement().isInstanceOf(NodeTrouble.class);
    }

    /** The last one is refused. */
    private static void completes(ProcessEngine node) {
        var tasks = node.getTaskService();
        try {
            tasks.complete(tasks.createTaskQuery().singleResult().getId());
        } catch (ProcessEngineException refused) {
            assertThat(refused).hasMessageContaining("more than " + ACTIVITIES + " activities in an hour");
        }
    }

    /** Runs jobs, also before they are due, until none is left, which is how long the runaway would go on. */
    private void runJobs() {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        var idle = 0;
        while (System.nanoTime() < end) {
            var jobs = engine.getManagementService()
                    .createJobQuery()
                    .active()
                    .withRetriesLeft()
                    .listPage(0, 20);
            if (jobs.isEmpty()) {
                if (++idle > 40) {
                    return;
                }
                pause();
            }
            for (var job : jobs) {
                idle = 0;
                try {
                    engine.getManagementService().executeJob(job.getId());
                } catch (RuntimeException refused) {
                    pause();
                }
            }
        }
        throw new AssertionError("jobs without end");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long instances(String process, boolean active) {
        var query = engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey(process);
        return (active ? query.active() : query.suspended()).count();
    }

    private void deploy(String model) {
        engine.getRepositoryService()
                .createDeployment()
                .addString("model.bpmn", model)
                .deploy();
    }
}
