package dev.firebreak.lifecycle.delegate.update;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INFORM_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.LAST_UPDATE_AT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEXT_UPDATE_IN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REMIND_AT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_EVERY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_WRITER;

import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Sets when the next update is due, as the last message promised, and when the task to write it appears. What a person
 * chose counts for one update; the severity's interval is in force again after it.
 */
@Component
class PlanNextUpdateDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final UpdateWriters writers;
    private final LifecycleSettings settings;
    private final Clock clock;

    PlanNextUpdateDelegate(OwnIncident own, UpdateWriters writers, LifecycleSettings settings, Clock clock) {
        this.own = own;
        this.writers = writers;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var chosen = NEXT_UPDATE_IN.in(execution);
        var interval = chosen == null ? UPDATE_EVERY.in(execution) : chosen;
        var last = LAST_UPDATE_AT.in(execution);
        var due = (last == null ? clock.instant() : last)
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(interval);
        UPDATE_WRITER.set(execution, writers.of(own.of(execution)));
        INFORM_DUE.set(execution, due);
        REMIND_AT.set(execution, due.minus(writing(interval)));
        execution.removeVariable(NEXT_UPDATE_IN.name());
        execution.removeVariable(LAST_UPDATE_AT.name());
    }

    /** The time to write the update: at most half of the interval, so that two updates never overlap. */
    private Duration writing(Duration interval) {
        var half = interval.dividedBy(2);
        return settings.inform().compareTo(half) < 0 ? settings.inform() : half;
    }
}
