package dev.firebreak.engine.jobs;

import static dev.firebreak.database.DatabaseBulkhead.TIMERS;

import dev.firebreak.engine.NodeGate;
import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/**
 * Looks for due timers and runs them over connections that nobody else can take; none while this node may not take up work.
 */
class IsolatedJobExecutor extends SpringJobExecutor {

    private final NodeGate gate;
    private final JobWatchdog watch;

    IsolatedJobExecutor(NodeGate gate, JobWatchdog watch) {
        this.gate = gate;
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
        return gate.allowed() ? super.getAcquireJobsCmd(atMost) : none -> new AcquiredJobs(atMost);
    }

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
        return TIMERS.around(new WatchedJobs(jobs, engine, watch));
    }
}
