package dev.firebreak.engine.jobs;

import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.Suspects;
import java.time.Duration;
import java.time.InstantSource;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The engine's job executor with its own database bulkhead, its watchdog, and the clock check. Settings and threads
 * come from the Camunda starter.
 */
@Configuration(proxyBeanMethods = false)
class EngineJobs {

    /** A longer job is reported and interrupted (guarantees.md C2). */
    private static final Duration MAX_JOB_DURATION = Duration.ofSeconds(10);

    @Bean
    @ConfigurationProperties("camunda.bpm.job-execution")
    @ConditionalOnProperty(prefix = "camunda.bpm.job-execution", name = "enabled", matchIfMissing = true)
    JobExecutor jobExecutor(
            @Qualifier("camundaTaskExecutor") TaskExecutor threads,
            NodeGate gate,
            JobWatchdog watch,
            JobSuspects suspects) {
        var executor = new IsolatedJobExecutor(gate, watch, suspects);
        executor.setTaskExecutor(threads);
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        return executor;
    }

    @Bean
    JobWatchdog jobWatch(@Value("${spring.datasource.url}") String database, ApplicationEventPublisher events) {
        return new JobWatchdog(MAX_JOB_DURATION, !database.startsWith("jdbc:h2:"), events);
    }

    @Bean
    JobSuspects jobSuspects(JdbcClient jdbc, Suspects suspects, ApplicationEventPublisher events) {
        return new JobSuspects(jdbc, suspects, events);
    }

    /** Uses the machine's clock, not the one that tests move. */
    @Bean
    ClockSkewMonitor clockWatch(JdbcClient jdbc, NodeGate gate, ApplicationEventPublisher events, NodeName name) {
        return new ClockSkewMonitor(jdbc, gate, events, InstantSource.system(), name);
    }
}
