package dev.firebreak.lifecycle.command;

import dev.firebreak.access.Person;
import dev.firebreak.engine.StepRetries;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.ParkedWork;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.status.StuckStep;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tries stuck steps again for people, as "Retry" in Cockpit does, and says so on the timeline. */
@Component
@Transactional
public class StuckRetries {

    private final ProcessStatus status;
    private final StepRetries retries;
    private final List<ParkedWork> parked;
    private final Incidents incidents;
    private final Timeline timeline;

    StuckRetries(
            ProcessStatus status,
            StepRetries retries,
            List<ParkedWork> parked,
            Incidents incidents,
            Timeline timeline) {
        this.status = status;
        this.retries = retries;
        this.parked = parked;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    /**
     * Tries a stuck step of this incident again, and returns its label.
     *
     * @param id {@link StuckStep#id}
     * @throws CommandRejected if no such step of the incident is stuck
     */
    public String retry(IncidentId incident, String id, Person by) {
        var step = status.stuckStepsOf(incident).stream()
                .filter(stuck -> id.equals(stuck.id()))
                .findFirst()
                .orElseThrow(() -> new CommandRejected("try again", incident, "this step is not stuck any more"));
        if (step.parked() != null) {
            retryParked(incident);
        } else if (step.task() != null) {
            retries.retryTask(by, step.task());
        } else {
            retries.retryJob(by, step.job());
        }
        var what = step.parked() == null ? "Tries the stuck step again: " : "Tries parked work again: ";
        timeline.add(incident, what + step.activity(), by.id());
        return step.activity();
    }

    /** All of it: an incident has one kind at most. */
    private void retryParked(IncidentId incident) {
        incidents.lock(incident);
        parked.forEach(kind -> kind.retry(incident));
    }
}
