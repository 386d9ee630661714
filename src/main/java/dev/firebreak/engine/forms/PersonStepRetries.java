package dev.firebreak.engine.forms;

import dev.firebreak.access.Person;
import dev.firebreak.engine.StepRetries;
import dev.firebreak.engine.TaskRefused;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.springframework.stereotype.Component;

/** Sets the retries of a stuck step as the person: one for a job; an external task counts its attempts itself. */
@Component
class PersonStepRetries implements StepRetries {

    private final ExternalTaskService externalTasks;
    private final ManagementService jobs;
    private final PersonCalls as;

    PersonStepRetries(ExternalTaskService externalTasks, ManagementService jobs, PersonCalls as) {
        this.externalTasks = externalTasks;
        this.jobs = jobs;
        this.as = as;
    }

    @Override
    public void retryTask(Person person, String externalTask) {
        retry(person, () -> externalTasks.setRetries(externalTask, 1));
    }

    @Override
    public void retryJob(Person person, String job) {
        retry(person, () -> jobs.setJobRetries(job, 1));
    }

    private void retry(Person person, Runnable set) {
        as.call(person, () -> {
            try {
                set.run();
                return null;
            } catch (NullValueException | BadUserRequestException gone) {
                throw new TaskRefused(409, "This step is not stuck any more.", gone);
            }
        });
    }
}
