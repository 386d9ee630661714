package dev.firebreak.lifecycle.delegate.update;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.PROMISE_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PROMISE_TO;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RECIPIENTS;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.timebox.Leads;
import dev.firebreak.lifecycle.timebox.UpdatePromises;
import dev.firebreak.text.TimeText;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that a promised update was not given in time, and whom to tell. */
@Component
class RecordBrokenPromiseDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final Leads leads;
    private final Timeline timeline;

    RecordBrokenPromiseDelegate(OwnIncident own, Incidents incidents, Leads leads, Timeline timeline) {
        this.own = own;
        this.incidents = incidents;
        this.leads = leads;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        timeline.decide(
                incident.id(),
                Decision.UPDATE_MISSED,
                UpdatePromises.BROKEN + PROMISE_TO.in(execution) + " promised for "
                        + TimeText.of(PROMISE_DUE.in(execution)) + " was not given",
                "incident-lifecycle");
        RECIPIENTS.set(execution, leads.of(incident));
    }
}
