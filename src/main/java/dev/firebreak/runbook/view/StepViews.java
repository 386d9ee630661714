package dev.firebreak.runbook.view;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.ledger.Approvals;
import dev.firebreak.runbook.ledger.Steps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of an incident, as the ledger holds them. */
@Component
public class StepViews {

    private final Steps steps;
    private final Approvals approvals;

    StepViews(Steps steps, Approvals approvals) {
        this.steps = steps;
        this.approvals = approvals;
    }

    /** Every attempt, in the order of planning. */
    public List<StepView> of(IncidentId incident) {
        return steps.of(incident).stream()
                .map(step -> StepView.of(step, approvals.of(step.id())))
                .toList();
    }

    /** The newest step of each process instance that ran one. */
    public Map<String, StepRun> byProcess(IncidentId incident) {
        var runs = new HashMap<String, StepRun>();
        for (var step : steps.of(incident)) {
            runs.put(step.processInstance(), StepRun.of(step));
        }
        return runs;
    }
}
