package dev.firebreak.engine.jobs;

import dev.firebreak.ShortLivedJava;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.SuspectsFixture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.h2.engine.Mode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * A node in a JVM of its own, with our job executor and one job, which exhausts the memory, ends the process, or works.
 * Says what is reported, and when the job is done.
 */
final class DyingNode {

    private DyingNode() {}

    /** Arguments: the URL of the database; what the job does; how long the executor locks jobs, in milliseconds. */
    public static void main(String[] arguments) throws InterruptedException {
        // As H2Mode does in the application.
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
        var database = new DriverManagerDataSource(arguments[0], "sa", "");
        var jdbc = JdbcClient.create(database);
        var isFirst = jdbc.sql("select count(*) from information_schema.tables where upper(table_name) = 'JOB_SUSPECT'")
                        .query(Integer.class)
                        .single()
                == 0;
        if (isFirst) {
            SuspectsFixture.migrate(database);
        }
        var suspects =
                new JobSuspects(jdbc, SuspectsFixture.of(database), event -> System.out.println("SAID " + event));
        var engine = engine(arguments[0], suspects, job(arguments[1]), Integer.parseInt(arguments[2]));
        if (isFirst) {
            deployAndStart(engine);
        }
        engine.getProcessEngineConfiguration().setJobExecutorActivate(true);
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getJobExecutor()
                .start();
        for (var tries = 0; tries < 900 && retries(engine) > 0; tries++) {
            Thread.sleep(50);
        }
        System.out.println("RETRIES " + retries(engine));
        System.out.println("LEFT "
                + engine.getRuntimeService().createProcessInstanceQuery().count());
        Runtime.getRuntime().halt(0);
    }

    /** Zero once the job is done, too. */
    private static int retries(ProcessEngine engine) {
        var job = engine.getManagementService().createJobQuery().singleResult();
        return job == null ? 0 : job.getRetries();
    }

    private static Runnable job(String what) {
        return switch (what) {
            case "exhausts" -> DyingNode::exhaust;
            case "dies" ->
                () -> {
                    System.out.println("RAN");
                    Runtime.getRuntime().halt(137);
                };
            default -> () -> System.out.println("RAN");
        };
    }

    private static void deployAndStart(ProcessEngine engine) {
        var model = Bpmn.createExecutableProcess("exhausts")
                .startEvent()
                .serviceTask("ServiceTask_Exhaust")
                .camundaAsyncBefore()
                .camundaDelegateExpression("${exhausts}")
                .endEvent()
                .done();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("exhausts.bpmn", model)
                .deploy();
        engine.getRuntimeService().startProcessInstanceByKey("exhausts");
    }

    private static ProcessEngine engine(String url, JobSuspects suspects, Runnable job, int lockMillis) {
        var threads = new ThreadPoolTaskExecutor();
        threads.initialize();
        var watch = new JobWatchdog(Duration.ofMinutes(1), false, event -> {});
        var executor = new IsolatedJobExecutor(new NodeGate(), watch, suspects);
        executor.setTaskExecutor(threads);
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        executor.setWaitTimeInMillis(50);
        executor.setMaxWait(100);
        executor.setLockTimeInMillis(lockMillis);
        var settings = new StandaloneInMemProcessEngineConfiguration();
        settings.setProcessEngineName("dying-" + UUID.randomUUID());
        settings.setJdbcUrl(url);
        settings.setDatabaseSchemaUpdate("true");
        settings.setEnforceHistoryTimeToLive(false);
        settings.setMetricsEnabled(false);
        settings.setJobExecutor(executor);
        settings.setJobExecutorActivate(false);
        settings.setBeans(Map.of("exhausts", (JavaDelegate) execution -> job.run()));
        return settings.buildProcessEngine();
    }

    private static void exhaust() {
        var text = "x".repeat(1_000);
        while (true) {
            text += text;
        }
    }

    /** Runs a node to its end. */
    record End(int code, List<String> said) {

        static End of(Path directory) throws Exception {
            return of(directory, "exhausts", Duration.ofSeconds(1));
        }

        static End of(Path directory, String job, Duration lock) throws Exception {
            var url = "jdbc:h2:file:" + directory.resolve("engine")
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;WRITE_DELAY=0";
            var node = new ProcessBuilder(ShortLivedJava.command(
                            "-Xmx96m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DyingNode.class.getName(),
                            url,
                            job,
                            String.valueOf(lock.toMillis())))
                    .redirectErrorStream(true)
                    .start();
            try (var output = new BufferedReader(new InputStreamReader(node.getInputStream()))) {
                var said = output.lines().toList();
                return new End(node.waitFor(), said);
            }
        }
    }
}
