package dev.firebreak.lifecycle.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;

/** The engine's way through some jobs, each of them watched. */
class WatchedJobs extends ExecuteJobsRunnable {

    private final JobWatch watch;

    WatchedJobs(List<String> jobs, ProcessEngineImpl engine, JobWatch watch) {
        super(jobs, engine);
        this.watch = watch;
    }

    @Override
    protected void executeJob(String job, CommandExecutor commands, JobFailureCollector failure) {
        watch.run(job, () -> super.executeJob(job, commands, failure));
    }
}
