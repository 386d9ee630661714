package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGE_LEVEL;

import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Moves paging to the next level of the escalation policy, because no one acknowledged the page in time. */
@Component
class EscalatePageDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Timeline timeline;

    EscalatePageDelegate(OwnIncident own, Timeline timeline) {
        this.own = own;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var level = PAGE_LEVEL.in(execution);
        var next = (level == null ? 1 : level) + 1;
        PAGE_LEVEL.set(execution, next);
        timeline.add(own.of(execution), "Not acknowledged in time: page level " + next, "paging");
    }
}
