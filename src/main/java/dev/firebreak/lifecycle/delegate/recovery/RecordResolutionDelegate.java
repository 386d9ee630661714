package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_EXCUSED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERTS_FIRING;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESOLUTION;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROOT_CAUSE;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.AlertWatch;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records the resolution that the commander confirmed after the hold. It refuses if more alerts fire than the form
 * showed, for example after a merge: no one watches the alerts of a resolved incident.
 */
@Component
class RecordResolutionDelegate implements JavaDelegate {

    private static final String DECISION = "resolutionDecision";
    private static final String RESOLVED = "resolved";

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final AlertWatch alerts;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordResolutionDelegate(
            OwnIncident own,
            PersonCommands commands,
            Incidents incidents,
            AlertWatch alerts,
            Timeline timeline,
            Lifecycle lifecycle) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.alerts = alerts;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.CONFIRM_RESOLUTION);
        var resolution = command.get(RESOLUTION);
        var rootCause = command.get(ROOT_CAUSE);
        if (!RESOLVED.equals(command.text(DECISION))) {
            throw new ResolutionRefused(command.by() + " did not confirm the resolution.");
        }
        if (resolution == null) {
            throw new ResolutionRefused("resolution: say what resolved it.");
        }
        refuseUnheard(incident, execution);
        if (rootCause != null) {
            timeline.reach(incident, Milestone.IDENTIFIED, "Root cause: " + rootCause, command.by());
        }
        if (timeline.when(incident, Milestone.RESTORED).isEmpty()) {
            timeline.reach(incident, Milestone.RESTORED, "Service restored: the commander confirms it", command.by());
        }
        incidents.resolve(incident, resolution, rootCause);
        timeline.reach(incident, Milestone.RESOLVED, "Resolved: " + resolution, command.by());
        lifecycle.responseEnded(incident);
    }

    private void refuseUnheard(IncidentId incident, DelegateExecution execution) {
        incidents.lock(incident);
        var firing = alerts.firing(incident);
        if (firing.count() > excused(execution) || firing.unsent() > 0 && !isExcused(execution)) {
            throw new ResolutionRefused("Of its alerts, " + firing.inWords()
                    + ". Nothing was saved. Choose \"Not yet\": you can watch them, or go on without them.");
        }
    }

    private static long excused(DelegateExecution execution) {
        return isExcused(execution) ? ALERTS_FIRING.in(execution) : 0;
    }

    private static boolean isExcused(DelegateExecution execution) {
        return Boolean.TRUE.equals(ALERTS_EXCUSED.in(execution));
    }
}
