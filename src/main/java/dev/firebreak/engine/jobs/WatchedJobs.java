package dev.firebreak.engine.jobs;

import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;

/** Executes a batch of engine jobs, each under the {@link JobWatchdog}, unless {@link JobSuspects} parks it. */
class WatchedJobs extends ExecuteJobsRunnable {

    private final JobWatchdog watch;
    private final JobSuspects suspects;

    WatchedJobs(List<String> jobs, ProcessEngineImpl engine, JobWatchdog watch, JobSuspects suspects) {
        super(jobs, engine);
        this.watch = watch;
        this.suspects = suspects;
    }

    @Override
    protected void executeJob(String job, CommandExecutor commands, JobFailureCollector failure) {
        var deaths = suspects.tooManyDeaths(job);
        if (deaths.isPresent()) {
            park(job, deaths.get(), commands);
            return;
        }
        try {
            watch.run(job, () -> super.executeJob(job, commands, failure));
        } finally {
            suspects.ended(job);
        }
    }

    private void park(String id, int deaths, CommandExecutor commands) {
        var job = commands.execute(new ParkJobCommand(id, deaths));
        job.ifPresentOrElse(parked -> suspects.parked(parked, deaths), () -> suspects.ended(id));
    }
}
