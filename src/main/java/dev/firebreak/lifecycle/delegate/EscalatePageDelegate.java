package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGE_LEVEL;

import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Moves paging to the next level of the escalation policy, because no one acknowledged the page in time. */
@Component
class EscalatePageDelegate implements JavaDelegate {

    private final Timeline timeline;

    EscalatePageDelegate(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var level = PAGE_LEVEL.in(execution);
        var next = (level == null ? 1 : level) + 1;
        PAGE_LEVEL.set(execution, next);
        timeline.add(INCIDENT.in(execution), "Not acknowledged in time: page level " + next, "paging");
    }
}
