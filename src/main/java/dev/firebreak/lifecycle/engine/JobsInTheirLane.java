package dev.firebreak.lifecycle.engine;

import static dev.firebreak.access.DatabaseLane.TIMERS;

import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/** Looks for due timers and runs them over connections that nobody else can take. */
class JobsInTheirLane extends SpringJobExecutor {

    @Override
    protected void startJobAcquisitionThread() {
        if (jobAcquisitionThread == null) {
            jobAcquisitionThread = TIMERS.thread(acquireJobsRunnable, getName());
            jobAcquisitionThread.start();
        }
    }

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
        return TIMERS.around(super.getExecuteJobsRunnable(jobIds, engine));
    }
}
