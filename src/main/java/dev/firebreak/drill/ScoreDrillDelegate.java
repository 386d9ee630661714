package dev.firebreak.drill;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Ends a drill at the end of its process. */
@Component
class ScoreDrillDelegate implements JavaDelegate {

    private final Drills drills;
    private final DrillEnd end;

    ScoreDrillDelegate(Drills drills, DrillEnd end) {
        this.drills = drills;
        this.end = end;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var drill = drills.lock(DrillVariables.DRILL.in(execution));
        end.end(drill, Boolean.TRUE.equals(DrillVariables.INJECTED.in(execution)));
    }
}
