package dev.firebreak.lifecycle.delegate.timebox;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.RECIPIENTS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TIME_BOX;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TIME_BOX_MET;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.timebox.Leads;
import dev.firebreak.lifecycle.timebox.TimeBox;
import dev.firebreak.lifecycle.timebox.TimeBoxes;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records a time box that passed without its result, once, and whom to tell. */
@Component
class CheckTimeBoxDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final Leads leads;
    private final TimeBoxes boxes;
    private final Timeline timeline;

    CheckTimeBoxDelegate(OwnIncident own, Incidents incidents, Leads leads, TimeBoxes boxes, Timeline timeline) {
        this.own = own;
        this.incidents = incidents;
        this.leads = leads;
        this.boxes = boxes;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var box = TimeBox.valueOf(TIME_BOX.in(execution));
        var line = line(incident, box);
        // A process that was lost and started again repeats nothing.
        var met = boxes.isMet(incident, box)
                || timeline.of(incident.id()).stream()
                        .anyMatch(entry -> entry.what().equals(line));
        if (!met) {
            timeline.decide(incident.id(), Decision.TIME_BOX_MISSED, line, "incident-lifecycle");
        }
        TIME_BOX_MET.set(execution, met);
        RECIPIENTS.set(execution, leads.of(incident));
    }

    private String line(Incident incident, TimeBox box) {
        return "Time box missed (" + box.label() + ", "
                + TimeText.of(Duration.between(incident.openedAt(), boxes.end(incident, box))
                        .plusSeconds(1))
                + "): " + box.missing();
    }
}
