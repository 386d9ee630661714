package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** What stakeholders are told, and the status that goes with it. */
@Component
class RecordUpdateDelegate implements JavaDelegate {

    private static final Variable<String> STATUS = Variable.text("updateStatus");
    private static final Variable<String> TEXT = Variable.text("updateText");

    private final Incidents incidents;
    private final Timeline timeline;

    RecordUpdateDelegate(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = INCIDENT.in(execution);
        incidents.move(incident, IncidentStatus.valueOf(STATUS.in(execution).toUpperCase(Locale.ROOT)));
        timeline.add(
                incident,
                "Update (" + STATUS.in(execution) + "): " + TEXT.in(execution),
                BY.in(execution),
                TEXT.in(execution));
    }
}
