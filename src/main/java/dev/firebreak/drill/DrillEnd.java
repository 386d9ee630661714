package dev.firebreak.drill;

import dev.firebreak.drill.Drill.Outcome;
import dev.firebreak.incident.Incidents;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Ends a drill: says how it went, and scores it. */
@Component
class DrillEnd {

    private final Drills drills;
    private final DrillScore score;
    private final Incidents incidents;
    private final Clock clock;

    DrillEnd(Drills drills, DrillScore score, Incidents incidents, Clock clock) {
        this.drills = drills;
        this.score = score;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** No-op for one that has ended. The caller has locked it. */
    void end(Drill drill, boolean injected) {
        if (drill.isRunning()) {
            var outcome = outcome(drill, injected);
            drills.end(drill.id(), outcome, score.of(drill, outcome), clock.instant());
        }
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
