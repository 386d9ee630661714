package dev.firebreak.engine.jobs;

import java.util.List;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/** The engine's acquisition of jobs, which shows them to {@link JobSuspects} before it writes its own lock. */
class SuspectAcquisition extends AcquireJobsCmd {

    private final JobExecutor executor;
    private final JobSuspects suspects;

    SuspectAcquisition(JobExecutor executor, int atMost, JobSuspects suspects) {
        super(executor, atMost);
        this.executor = executor;
        this.suspects = suspects;
    }

    @Override
    public AcquiredJobs execute(CommandContext context) {
        var jobs = super.execute(context);
        suspects.acquiring(jobs.getJobIdBatches().stream().flatMap(List::stream).toList(), executor.getLockOwner());
        return jobs;
    }
}
