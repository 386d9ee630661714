package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INFORM_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REMIND_AT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_EVERY;

import dev.firebreak.lifecycle.LifecycleSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sets when the next update is due, as the last message promised, and when the task to write it appears. */
@Component
class PlanNextUpdateDelegate implements JavaDelegate {

    private final LifecycleSettings settings;
    private final Clock clock;

    PlanNextUpdateDelegate(LifecycleSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var every = UPDATE_EVERY.in(execution);
        var due = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(every);
        INFORM_DUE.set(execution, due);
        REMIND_AT.set(execution, due.minus(writing(every)));
    }

    /** The time to write the update: at most half of the interval, so that two updates never overlap. */
    private Duration writing(Duration every) {
        var half = every.dividedBy(2);
        return settings.inform().compareTo(half) < 0 ? settings.inform() : half;
    }
}
