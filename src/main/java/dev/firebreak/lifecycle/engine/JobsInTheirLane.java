package dev.firebreak.lifecycle.engine;

import static dev.firebreak.access.DatabaseLane.TIMERS;

import dev.firebreak.lifecycle.Claims;
import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/**
 * Looks for due timers and runs them over connections that nobody else can take; none while this node may not take up work.
 */
class JobsInTheirLane extends SpringJobExecutor {

    private final Claims claims;
    private final JobWatch watch;

    JobsInTheirLane(Claims claims, JobWatch watch) {
        this.claims = claims;
        this.watch = watch;
    }

    @Override
    protected void startJobAcquisitionThread() {
        if (jobAcquisitionThread == null) {
            jobAcquisitionThread = TIMERS.thread(acquireJobsRunnable, getName());
            jobAcquisitionThread.start();
        }
    }

    @Override
    public Command<AcquiredJobs> getAcquireJobsCmd(int atMost) {
        return claims.allowed() ? super.getAcquireJobsCmd(atMost) : none -> new AcquiredJobs(atMost);
    }

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
        return TIMERS.around(new WatchedJobs(jobs, engine, watch));
    }
}
