package dev.firebreak.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.SharedMappers;
import dev.firebreak.engine.SuspectsFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** C2, second half: an engine job that runs too long. */
class JobWatchdogTests {

    private final List<Object> said = new CopyOnWriteArrayList<>();
    private JobWatchdog watch = new JobWatchdog(Duration.ofMillis(200), true, said::add);

    @AfterEach
    void end() {
        watch.destroy();
    }

    @Test
    @Tag("C2")
    void aJobThatRunsTooLongIsToldOfAndInterrupted() {
        watch.run(
                "4711",
                () -> assertThat(interruptedWithin(Duration.ofSeconds(30))).isTrue());

        assertThat(said)
                .singleElement()
                .isInstanceOfSatisfying(
                        NodeTrouble.class,
                        problem -> assertThat(problem.details()).contains("4711", "interrupted"));
    }

    @Test
    @Tag("C2")
    void theNextJobOfTheThreadDoesNotSufferForIt() {
        watch.run("slow", () -> {
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (said.isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });

        assertThat(said).hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aJobThatEndsInTimeIsLeftAlone() throws InterruptedException {
        watch.destroy();
        watch = new JobWatchdog(Duration.ofMillis(500), true, said::add);

        watch.run("quick", () -> {});
        Thread.sleep(1_000);

        assertThat(said).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** H2 closes its file when a writing thread is interrupted. */
    @Test
    void onH2ItIsOnlyToldOf() {
        watch.destroy();
        watch = new JobWatchdog(Duration.ofMillis(200), false, said::add);

        watch.run(
                "4711",
                () -> assertThat(interruptedWithin(Duration.ofSeconds(1))).isFalse());

        assertThat(said).hasSize(1);
    }

    @Test
    @Tag("C2")
    void theEnginesJobsAreWatchedAndTriedAgain() throws Exception {
        var tries = new CopyOnWriteArrayList<Boolean>();
        var done = new CountDownLatch(1);
        var engine = engine(execution -> {
            tries.add(tries.isEmpty() && interruptedWithin(Duration.ofSeconds(30)));
            if (tries.size() == 1) {
                throw new IllegalStateException("interrupted");
            }
            done.countDown();
        });
        try {
            engine.getRuntimeService().startProcessInstanceByKey("hangs");

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tries).containsExactly(true, false);
            assertThat(said).hasSize(1);
        } finally {
            engine.close();
        }
    }

    private ProcessEngineImpl engine(JavaDelegate hangs) {
        var name = "jobs-" + UUID.randomUUID();
        var threads = new ThreadPoolTaskExecutor();
        threads.initialize();
        var database = new DriverManagerDataSource("jdbc:h2:mem:" + name, "sa", "");
        var suspects = new JobSuspects(JdbcClient.create(database), SuspectsFixture.of(database), said::add);
        var executor = new IsolatedJobExecutor(new NodeGate(), watch, suspects);
        executor.setTaskExecutor(threads);
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        executor.setWaitTimeInMillis(100);
        executor.setMaxWait(250);
        var settings = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
        settings.setProcessEngineName(name);
        settings.setJdbcUrl("jdbc:h2:mem:" + name);
        settings.setEnforceHistoryTimeToLive(false);
        settings.setMetricsEnabled(false);
        settings.setJobExecutor(executor);
        settings.setJobExecutorActivate(true);
        settings.setFailedJobRetryTimeCycle("R3/PT0S");
        settings.setBeans(Map.of("hangs", hangs));
        var engine = (ProcessEngineImpl) settings.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "hangs.bpmn",
                        Bpmn.createExecutableProcess("hangs")
                                .startEvent()
                                .serviceTask("ServiceTask_Hang")
                                .camundaDelegateExpression("${hangs}")
                                .camundaAsyncBefore()
                                .endEvent()
                                .done())
                .deploy();
        return engine;
    }

    private static boolean interruptedWithin(Duration limit) {
        try {
            Thread.sleep(limit.toMillis());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
