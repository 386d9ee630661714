package dev.firebreak.runbook.view;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: the steps of an incident. */
@RestController
class StepsController {

    private final Incidents incidents;
    private final StepViews steps;

    StepsController(Incidents incidents, StepViews steps) {
        this.incidents = incidents;
        this.steps = steps;
    }

    @GetMapping("/api/incidents/{id}/steps")
    List<StepView> steps(@PathVariable IncidentId id) {
        return steps.of(incidents.get(id).id());
    }
}
