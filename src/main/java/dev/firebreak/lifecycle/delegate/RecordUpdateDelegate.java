package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_STATUS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records an update to stakeholders, and the new status if the update sets one. */
@Component
class RecordUpdateDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    RecordUpdateDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        var status = UPDATE_STATUS.in(execution);
        if (status != null) {
            incidents.move(incident, IncidentStatus.valueOf(status.toUpperCase(Locale.ROOT)));
        }
        var text = UPDATE_TEXT.in(execution);
        var what = status == null ? "Update: " : "Update (" + status + "): ";
        timeline.decide(incident, Decision.UPDATE_GIVEN, what + text, BY.in(execution), text);
    }
}
