package dev.firebreak.runbook;

import dev.firebreak.incident.IncidentId;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was done in an incident, step by step, as the ledger holds it. */
@Component
public class ShownSteps {

    private final Steps steps;
    private final Approvals approvals;

    ShownSteps(Steps steps, Approvals approvals) {
        this.steps = steps;
        this.approvals = approvals;
    }

    /** Every attempt, in the order of planning. */
    public List<ShownStep> of(IncidentId incident) {
        return steps.of(incident).stream()
                .map(step -> ShownStep.of(step, approvals.of(step.id())))
                .toList();
    }
}
