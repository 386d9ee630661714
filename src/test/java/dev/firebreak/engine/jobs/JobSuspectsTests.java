package dev.firebreak.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.SharedMappers;
import dev.firebreak.engine.SuspectsFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.engine.runtime.Job;
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
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Jobs that a dead node left locked. The dead node is played: its lock is written into the engine's table. */
@Tag("A19")
@TestInstance(Lifecycle.PER_CLASS)
class JobSuspectsTests {

    private final List<Object> said = new CopyOnWriteArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final JobWatchdog watch = new JobWatchdog(Duration.ofMinutes(1), false, said::add);
    private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
    private JdbcClient jdbc;
    private ProcessEngineImpl engine;
    private volatile Runnable work = () -> {};

    @BeforeAll
    void start() {
        // As H2Mode does in the application.
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
        var url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1";
        var database = new DriverManagerDataSource(url, "sa", "");
        SuspectsFixture.migrate(database);
        jdbc = JdbcClient.create(database);
        engine = engine(url, database);
    }

    @BeforeEach
    void nothingHappenedYet() {
        said.clear();
        runs.set(0);
        work = () -> {};
        jdbc.sql("delete from job_suspect").update();
    }

    @AfterAll
    void end() {
        engine.close();
        threads.shutdown();
        watch.destroy();
    }

    @Test
    void aJobThatEndedThreeNodesIsParkedAndReported() {
        var job = waitingJob();
        died(job, 2, true);

        isRetriesOf(job, 0);
        assertThat(runs).hasValue(0);
        assertThat(job(job).getExceptionMessage()).contains("3 nodes ended");
        assertThat(said).singleElement().isInstanceOfSatisfying(NodeTrouble.class, trouble -> {
            assertThat(trouble.kind()).isEqualTo("job-parked");
            assertThat(trouble.details()).contains(job, "Event_Wait", "retries it in Cockpit");
        });
    }

    @Test
    void aJobThatWasLeftOnceRunsAndIsNoSuspectAnyMore() {
        var job = waitingJob();
        leave(job, "dead-1");

        isGone(job);
        assertThat(runs).hasValue(1);
        assertThat(suspects()).isZero();
        assertThat(said).isEmpty();
    }

    /** It lay in the queue of the nodes that another job ended. */
    @Test
    void aJobThatNeverStartedOnTheDeadNodesRuns() {
        var job = waitingJob();
        died(job, 2, false);

        isGone(job);
        assertThat(runs).hasValue(1);
        assertThat(suspects()).isZero();
    }

    @Test
    void theStartOfASuspectIsCommittedBeforeItRuns() {
        var job = waitingJob();
        work = () -> assertThat(jdbc.sql("select started from job_suspect where job = ? and deaths = 1")
                        .param(job)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        leave(job, "dead-1");

        isGone(job);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aPersonMayRetryAParkedJobAndOneMoreDeathParksItAgain() {
        var job = waitingJob();
        died(job, 2, true);
        isRetriesOf(job, 0);

        said.clear();
        leave(job, "dead-4");
        // As a person's retry before the death: the engine's API would drop the dead node's lock.
        jdbc.sql("update ACT_RU_JOB set RETRIES_ = 1 where ID_ = ?").param(job).update();

        isRetriesOf(job, 0);
        assertThat(runs).hasValue(0);

        engine.getManagementService().setJobRetries(job, 1);
        until(() -> job(job) == null);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anOrdinaryJobWritesNothing() {
        var job = waitingJob();
        engine.getManagementService().setJobDuedate(job, new Date());

        isGone(job);
        assertThat(runs).hasValue(1);
        assertThat(suspects()).isZero();
    }

    /** This many nodes have died before, and now the last one. */
    private void died(String job, int deaths, boolean started) {
        jdbc.sql("insert into job_suspect (job, deaths, owner, started, seen_at) values (?, ?, 'dead', ?, ?)")
                .params(job, deaths, started, Instant.now().atOffset(java.time.ZoneOffset.UTC))
                .update();
        leave(job, "dead");
    }

    private void leave(String job, String owner) {
        jdbc.sql("update ACT_RU_JOB set LOCK_OWNER_ = ?, LOCK_EXP_TIME_ = ?, DUEDATE_ = ? where ID_ = ?")
                .params(owner, past(), past(), job)
                .update();
    }

    private static java.sql.Timestamp past() {
        return java.sql.Timestamp.from(Instant.now().minusSeconds(60));
    }

    private String waitingJob() {
        var instance = engine.getRuntimeService().startProcessInstanceByKey("works");
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getId();
    }

    private Job job(String id) {
        return engine.getManagementService().createJobQuery().jobId(id).singleResult();
    }

    private long suspects() {
        return jdbc.sql("select count(*) from job_suspect").query(Long.class).single();
    }

    private void isGone(String job) {
        until(() -> job(job) == null && suspects() == 0);
    }

    private void isRetriesOf(String job, int retries) {
        until(() -> job(job) != null && job(job).getRetries() == retries && !said.isEmpty());
    }

    private static void until(java.util.function.BooleanSupplier met) {
        for (var tries = 0; tries < 800 && !met.getAsBoolean(); tries++) {
            try {
                Thread.sleep(25);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(met.getAsBoolean()).isTrue();
    }

    private ProcessEngineImpl engine(String url, DataSource database) {
        threads.initialize();
        var executor = new IsolatedJobExecutor(
                new NodeGate(), watch, new JobSuspects(jdbc, SuspectsFixture.of(database), said::add));
        executor.setTaskExecutor(threads);
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        executor.setWaitTimeInMillis(50);
        executor.setMaxWait(100);
        var settings = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
        settings.setProcessEngineName("suspects-" + UUID.randomUUID());
        settings.setJdbcUrl(url);
        settings.setEnforceHistoryTimeToLive(false);
        settings.setMetricsEnabled(false);
        settings.setJobExecutor(executor);
        settings.setJobExecutorActivate(true);
        settings.setBeans(Map.of("work", (JavaDelegate) execution -> {
            runs.incrementAndGet();
            work.run();
        }));
        var built = (ProcessEngineImpl) settings.buildProcessEngine();
        built.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "works.bpmn",
                        Bpmn.createExecutableProcess("works")
                                .startEvent()
                                .intermediateCatchEvent("Event_Wait")
                                .timerWithDuration("PT1H")
                                .serviceTask("ServiceTask_Work")
                                .camundaDelegateExpression("${work}")
                                .endEvent()
                                .done())
                .deploy();
        return built;
    }
}
