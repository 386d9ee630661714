package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.CAPTURE_STATE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY;

import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Decides whether the state of the machine is captured: in a storm it is the same for all, so only the first incidents
 * keep it, and each P1 (ADR 56).
 */
@Component
class DecideOnCaptureDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final Timeline timeline;
    private final int most;

    DecideOnCaptureDelegate(OwnIncident own, Incidents incidents, Timeline timeline, LifecycleSettings settings) {
        this.own = own;
        this.incidents = incidents;
        this.timeline = timeline;
        this.most = settings.capturesPerMinute();
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var captured = SEVERITY.in(execution) == Severity.P1 || incidents.inTheMinuteBefore(incident, most) < most;
        CAPTURE_STATE.set(execution, captured);
        if (!captured) {
            timeline.add(
                    incident,
                    "State not captured: %d or more incidents began in the minute before, and the first of them have it"
                            .formatted(most),
                    "evidence");
        }
    }
}
