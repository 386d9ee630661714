package dev.firebreak.engine.jobs;

import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;

/** Executes a batch of engine jobs, each under the {@link JobWatchdog}. */
class WatchedJobs extends ExecuteJobsRunnable {

    private final JobWatchdog watch;

    WatchedJobs(List<String> jobs, ProcessEngineImpl engine, JobWatchdog watch) {
        super(jobs, engine);
        this.watch = watch;
    }

    @Override
    protected void executeJob(String job, CommandExecutor commands, JobFailureCollector failure) {
        watch.run(job, () -> super.executeJob(job, commands, failure));
    }
}
