package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_EXCUSED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_FIRING;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESOLUTION;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROOT_CAUSE;

import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.AlertWatch;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records the resolution that the commander confirmed after the hold. It refuses if more alerts fire than the form
 * showed, for example after a merge: no one watches the alerts of a resolved incident.
 */
@Component
class RecordResolutionDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final AlertWatch alerts;
    private final Timeline timeline;

    RecordResolutionDelegate(Incidents incidents, AlertWatch alerts, Timeline timeline) {
        this.incidents = incidents;
        this.alerts = alerts;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        var by = BY.in(execution);
        refuseUnheard(execution);
        if (ROOT_CAUSE.in(execution) != null) {
            timeline.reach(incident, Milestone.IDENTIFIED, "Root cause: " + ROOT_CAUSE.in(execution), by);
        }
        if (timeline.when(incident, Milestone.RESTORED).isEmpty()) {
            timeline.reach(incident, Milestone.RESTORED, "Service restored: the commander confirms it", by);
        }
        incidents.resolve(incident, RESOLUTION.in(execution), ROOT_CAUSE.in(execution));
        timeline.reach(incident, Milestone.RESOLVED, "Resolved: " + RESOLUTION.in(execution), by);
    }

    private void refuseUnheard(DelegateExecution execution) {
        if (RESOLUTION.in(execution) == null || RESOLUTION.in(execution).isBlank()) {
            throw new ResolutionRefused("resolution: say what resolved it.");
        }
        var incident = INCIDENT.in(execution);
        incidents.lock(incident);
        var firing = alerts.firing(incident);
        if (firing.count() > excused(execution)) {
            throw new ResolutionRefused("Of its alerts, " + firing.inWords()
                    + ". Nothing was saved. Choose \"Not yet\": you can watch them, or go on without them.");
        }
    }

    private static long excused(DelegateExecution execution) {
        return Boolean.TRUE.equals(ALERTS_EXCUSED.in(execution)) ? ALERTS_FIRING.in(execution) : 0;
    }
}
