package dev.firebreak.lifecycle.command;

import dev.firebreak.access.Person;
import dev.firebreak.engine.StepRetries;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.status.StuckStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tries stuck steps again for people, as "Retry" in Cockpit does, and says so on the timeline. */
@Component
@Transactional
public class StuckRetries {

    private final ProcessStatus status;
    private final StepRetries retries;
    private final Timeline timeline;

    StuckRetries(ProcessStatus status, StepRetries retries, Timeline timeline) {
        this.status = status;
        this.retries = retries;
        this.timeline = timeline;
    }

    /**
     * Tries a stuck step of this incident again, and returns its label.
     *
     * @param id {@link StuckStep#task} or {@link StuckStep#job}
     * @throws CommandRejected if no such step of the incident is stuck
     */
    public String retry(IncidentId incident, String id, Person by) {
        var step = status.stuckStepsOf(incident).stream()
                .filter(stuck -> id.equals(stuck.task()) || id.equals(stuck.job()))
                .findFirst()
                .orElseThrow(() -> new CommandRejected("try again", incident, "this step is not stuck any more"));
        if (step.task() != null) {
            retries.retryTask(by, step.task());
        } else {
            retries.retryJob(by, step.job());
        }
        timeline.add(incident, "Tries the stuck step again: " + step.activity(), by.id());
        return step.activity();
    }
}
