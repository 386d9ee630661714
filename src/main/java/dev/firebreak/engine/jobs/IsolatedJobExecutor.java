package dev.firebreak.engine.jobs;

import static dev.firebreak.database.DatabaseBulkhead.TIMERS;

import dev.firebreak.engine.NodeGate;
import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/**
 * A job executor that uses the connections of the timer bulkhead only, so that no other work can delay timers. It
 * acquires no jobs while the {@link NodeGate} is closed.
 */
class IsolatedJobExecutor extends SpringJobExecutor {

    private final NodeGate gate;
    private final JobWatchdog watch;
    private final JobSuspects suspects;

    IsolatedJobExecutor(NodeGate gate, JobWatchdog watch, JobSuspects suspects) {
        this.gate = gate;
        this.watch = watch;
        this.suspects = suspects;
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
        return gate.isOpen() ? new SuspectAcquisition(this, atMost, suspects) : none -> new AcquiredJobs(atMost);
    }

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
        return TIMERS.around(new WatchedJobs(jobs, engine, watch, suspects));
    }
}
