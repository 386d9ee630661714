package dev.firebreak.board;

import dev.firebreak.comms.Deliveries;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.ShownSteps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was done to the world in an incident, and who was told. */
@Component
class Deeds {

    private final ShownSteps steps;
    private final Deliveries deliveries;
    private final Names names;

    Deeds(ShownSteps steps, Deliveries deliveries, Names names) {
        this.steps = steps;
        this.deliveries = deliveries;
        this.names = names;
    }

    /** The latest first. */
    List<StepLine> steps(IncidentId incident, Instant now) {
        var lines = new ArrayList<>(steps.of(incident).stream()
                .map(step -> StepLine.of(step, names, now))
                .toList());
        Collections.reverse(lines);
        return lines;
    }

    List<ToldLine> told(IncidentId incident, Instant now) {
        return ToldLine.all(deliveries.of(incident), now);
    }
}
