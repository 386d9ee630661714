package dev.firebreak.lifecycle.delegate.watch;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMAND_OVERDUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGE_LEVEL;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SIGN_OF_LIFE_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.WATCHED_SINCE;

import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records why an acknowledged incident is paged again, and moves paging to the next level. */
@Component
class RecordSilenceDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Timeline timeline;

    RecordSilenceDelegate(OwnIncident own, Timeline timeline) {
        this.own = own;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var level = PAGE_LEVEL.in(execution);
        var next = (level == null ? 1 : level) + 1;
        PAGE_LEVEL.set(execution, next);
        WATCHED_SINCE.set(execution, null);
        var why = Boolean.TRUE.equals(COMMAND_OVERDUE.in(execution))
                ? "Acknowledged, but nobody took command in time"
                : "No sign of life within " + SIGN_OF_LIFE_WITHIN.in(execution);
        timeline.add(own.of(execution), why + ": page level " + next, "paging");
    }
}
