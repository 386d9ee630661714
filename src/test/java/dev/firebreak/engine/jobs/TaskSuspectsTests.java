package dev.firebreak.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.KnownTopics;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.SharedMappers;
import dev.firebreak.engine.Suspects;
import dev.firebreak.engine.SuspectsFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.h2.engine.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** External tasks that a dead node left locked. A dead node is played: it fetches and is never heard of again. */
@Tag("A19")
@TestInstance(Lifecycle.PER_CLASS)
class TaskSuspectsTests {

    private static final String STEP = "docker.restart-container";
    private static final String PAGE = "oncall.page";

    private final List<Object> said = new ArrayList<>();
    private ProcessEngine engine;
    private ExternalTaskService tasks;
    private JdbcClient jdbc;
    private Suspects suspects;

    @BeforeAll
    void begin() {
        // As H2Mode does in the application.
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
        var url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1";
        var database = new DriverManagerDataSource(url, "sa", "");
        SuspectsFixture.migrate(database);
        suspects = SuspectsFixture.of(database);
        jdbc = JdbcClient.create(database);
        var settings = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
        settings.setProcessEngineName("suspects-" + UUID.randomUUID());
        settings.setDataSource(database).setDatabaseSchemaUpdate("true");
        settings.setEnforceHistoryTimeToLive(false);
        settings.setJobExecutorActivate(false);
        engine = settings.buildProcessEngine();
        tasks = engine.getExternalTaskService();
        for (var topic : List.of(STEP, PAGE)) {
            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance(
                            topic + ".bpmn",
                            Bpmn.createExecutableProcess(topic)
                                    .startEvent()
                                    .serviceTask("ServiceTask_Work")
                                    .camundaExternalTask(topic)
                                    .endEvent()
                                    .done())
                    .deploy();
        }
    }

    @BeforeEach
    void nothingHappenedYet() {
        said.clear();
        jdbc.sql("delete from job_suspect").update();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(it -> engine.getRuntimeService().deleteProcessInstance(it.getId(), "next test"));
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @Test
    void aTaskThatEndedThreeNodesIsAStuckStepAndReported() {
        begins(STEP);
        dies(STEP);
        dies(STEP);
        assertThat(task().getRetries()).isNull();

        dies(STEP);

        assertThat(task().getRetries()).isZero();
        assertThat(task().getErrorMessage()).contains("3 nodes");
        assertThat(engine.getRuntimeService().createIncidentQuery().count()).isEqualTo(1);
        assertThat(said).singleElement().isInstanceOfSatisfying(NodeTrouble.class, trouble -> {
            assertThat(trouble.kind()).isEqualTo("task-parked");
            assertThat(trouble.details()).contains("ServiceTask_Work", STEP, "on the board");
        });
        nodeStarts();
        assertThat(said).hasSize(1);
    }

    @Test
    void anAttemptThatRunsOnAnotherNodeCountsOnceHoweverOftenNodesStart() {
        begins(STEP);
        fetched(STEP);

        for (var start = 0; start < 5; start++) {
            nodeStarts();
        }

        assertThat(task().getRetries()).isNull();
        assertThat(said).isEmpty();
    }

    @Test
    void aTaskThatWaitsForItsNextTryEndedNoNode() {
        begins(STEP);
        for (var attempt = 0; attempt < 5; attempt++) {
            var worker = fetched(STEP);
            tasks.handleFailure(task().getId(), worker, "Docker does not answer", 9, 0);
            nodeStarts();
        }

        assertThat(task().getRetries()).isEqualTo(9);
        assertThat(jdbc.sql("select count(*) from job_suspect")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aTaskThatAShutdownInterruptedEndedNoNode() {
        begins(STEP);
        for (var attempt = 0; attempt < 5; attempt++) {
            fetched(STEP);
            tasks.unlock(task().getId());
            nodeStarts();
        }

        assertThat(task().getRetries()).isNull();
    }

    @Test
    void aPageIsNeverParked() {
        begins(PAGE);
        for (var death = 0; death < 5; death++) {
            dies(PAGE);
        }

        assertThat(task().getRetries()).isNull();
        assertThat(said).isEmpty();
    }

    @Test
    void aPersonMayRetryAndOneMoreDeathParksItAgain() {
        begins(STEP);
        dies(STEP);
        dies(STEP);
        dies(STEP);
        tasks.setRetries(task().getId(), 1);

        dies(STEP);

        assertThat(task().getRetries()).isZero();
        assertThat(said).hasSize(2);
    }

    private void begins(String process) {
        engine.getRuntimeService().startProcessInstanceByKey(process);
    }

    private void dies(String topic) {
        fetched(topic);
        nodeStarts();
    }

    /** The lock is over at once, as after the death of its owner and some waiting. */
    private String fetched(String topic) {
        var worker = "node:" + UUID.randomUUID();
        assertThat(tasks.fetchAndLock(1, worker).topic(topic, 1).execute()).hasSize(1);
        jdbc.sql("update ACT_RU_EXT_TASK set LOCK_EXP_TIME_ = ?")
                .param(new java.sql.Timestamp(System.currentTimeMillis() - 60_000))
                .update();
        return worker;
    }

    private void nodeStarts() {
        var topics = new KnownTopics() {
            @Override
            public Set<String> topics() {
                return Set.of(STEP, PAGE);
            }

            @Override
            public Set<String> urgent() {
                return Set.of(PAGE);
            }
        };
        new TaskSuspects(jdbc, suspects, tasks, topics, said::add).start();
    }

    private ExternalTask task() {
        return tasks.createExternalTaskQuery().singleResult();
    }
}
