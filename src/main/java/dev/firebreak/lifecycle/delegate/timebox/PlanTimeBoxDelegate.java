package dev.firebreak.lifecycle.delegate.timebox;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.TIME_BOX;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TIME_BOX_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TIME_BOX_LEFT;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.timebox.TimeBox;
import dev.firebreak.lifecycle.timebox.TimeBoxes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sets which time box ends next. */
@Component
class PlanTimeBoxDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final TimeBoxes boxes;

    PlanTimeBoxDelegate(OwnIncident own, Incidents incidents, TimeBoxes boxes) {
        this.own = own;
        this.incidents = incidents;
        this.boxes = boxes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var last = TIME_BOX.in(execution);
        var next = boxes.of(incident).stream()
                .filter(box ->
                        last == null || box.ordinal() > TimeBox.valueOf(last).ordinal())
                .findFirst();
        TIME_BOX_LEFT.set(execution, next.isPresent());
        next.ifPresent(box -> plan(execution, incident, box));
    }

    private void plan(DelegateExecution execution, Incident incident, TimeBox box) {
        TIME_BOX.set(execution, box.name());
        TIME_BOX_DUE.set(execution, boxes.end(incident, box));
    }
}
