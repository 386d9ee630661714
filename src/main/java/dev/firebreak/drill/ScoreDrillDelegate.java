package dev.firebreak.drill;

import dev.firebreak.drill.Drill.Outcome;
import dev.firebreak.incident.Incidents;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Ends a drill: says how it went, and scores it. */
@Component
class ScoreDrillDelegate implements JavaDelegate {

    private final Drills drills;
    private final DrillScore score;
    private final Incidents incidents;
    private final Clock clock;

    ScoreDrillDelegate(Drills drills, DrillScore score, Incidents incidents, Clock clock) {
        this.drills = drills;
        this.score = score;
        this.incidents = incidents;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var drill = drills.lock(DrillVariables.DRILL.in(execution));
        var outcome = outcome(drill, Boolean.TRUE.equals(DrillVariables.INJECTED.in(execution)));
        drills.end(drill.id(), outcome, score.of(drill, outcome), clock.instant());
    }

    private Outcome outcome(Drill drill, boolean injected) {
        if (drill.abortReason() != null) {
            return Outcome.ABORTED;
        }
        if (!injected) {
            return Outcome.NOT_INJECTED;
        }
        if (drill.incident() == null) {
            return Outcome.NOT_DETECTED;
        }
        return incidents.get(drill.incident()).isOpen() ? Outcome.TIMED_OUT : Outcome.COMPLETED;
    }
}
