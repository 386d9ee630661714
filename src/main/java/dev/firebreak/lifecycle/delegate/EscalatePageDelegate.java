package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGE_LEVEL;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGING;

import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Moves paging to the next level of the escalation policy, because no one acknowledged the page in time. Where the
 * policy only notifies, the next level is the same people again.
 */
@Component
class EscalatePageDelegate implements JavaDelegate {

    private static final String NOTIFY = "notify";

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
        var how = NOTIFY.equals(PAGING.in(execution)) ? "notified again (level " + next + ")" : "page level " + next;
        timeline.add(own.of(execution), "Not acknowledged in time: " + how, "paging");
    }
}
