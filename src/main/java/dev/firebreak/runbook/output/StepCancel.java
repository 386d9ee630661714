package dev.firebreak.runbook.output;

import dev.firebreak.access.Audit;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/**
 * Cancels a reading that runs. Its node hears of it within a second, ends what it runs on the target, and leaves a stuck
 * step, which people try again or skip. A step that changes something is never ended halfway.
 */
@Component
public class StepCancel {

    private final RunningSteps steps;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;

    StepCancel(RunningSteps steps, Timeline timeline, Audit audit, Clock clock) {
        this.steps = steps;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    /** Why a step can't be cancelled: 404 or 409. */
    private static final class NotCancelled extends ErrorResponseException {
        private static final long serialVersionUID = 1L;

        NotCancelled(HttpStatus status, String title, String why) {
            super(status);
            setTitle(title);
            setDetail(why);
        }
    }

    /**
     * Cancels it.
     *
     * @param reason one line for timeline and audit, at most 400 characters
     * @return the step as it was
     */
    @Transactional
    public RunningStep cancel(IncidentId incident, UUID id, String reason, String by) {
        var step = find(incident, id);
        if (!step.reading()) {
            throw notNow("\"" + step.label() + "\" changes something, so it is not ended halfway. Wait until it has"
                    + " ended; then undo it if it can be undone.");
        }
        if (!step.isRunning(clock.instant())) {
            throw notNow("\"" + step.label() + "\" does not run any more.");
        }
        if (!steps.cancel(id, by, reason)) {
            throw notNow("\"" + step.label() + "\" has ended, or another person has cancelled it.");
        }
        timeline.add(incident, "Cancelled \"" + step.label() + "\" while it ran: " + reason, by);
        audit.record(
                incident.value(),
                by,
                "step.cancelled",
                Map.of("topic", step.topic(), "runningStep", id.toString(), "reason", reason));
        return step;
    }

    /** The step. Throws a 404 if there is none. */
    RunningStep find(IncidentId incident, UUID id) {
        return steps.find(incident, id)
                .orElseThrow(() -> new NotCancelled(
                        HttpStatus.NOT_FOUND,
                        "Step unknown",
                        "No step of " + incident + " with this id runs or ended within the last day."));
    }

    private static NotCancelled notNow(String why) {
        return new NotCancelled(HttpStatus.CONFLICT, "Not possible now", why);
    }
}
