package dev.firebreak.engine.jobs;

import java.util.Optional;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/** Takes all retries from a job, so that it is a stuck step that a person can retry. Empty if the job is gone. */
class ParkJobCommand implements Command<Optional<ParkJobCommand.ParkedJob>> {

    /**
     * A parked job.
     *
     * @param process the key of its process
     */
    record ParkedJob(String id, String process, String activity) {}

    private final String id;
    private final int deaths;

    ParkJobCommand(String id, int deaths) {
        this.id = id;
        this.deaths = deaths;
    }

    @Override
    public Optional<ParkedJob> execute(CommandContext context) {
        var job = context.getJobManager().findJobById(id);
        if (job == null) {
            return Optional.empty();
        }
        job.unlock();
        job.setExceptionMessage(deaths + " nodes ended while they ran this job");
        job.setRetries(0);
        return Optional.of(new ParkedJob(id, job.getProcessDefinitionKey(), job.getActivityId()));
    }
}
