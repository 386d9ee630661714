package dev.firebreak.board.view;

import dev.firebreak.board.page.DisplayNames;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.view.StepViews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was done to the world in an incident, and who was told. */
@Component
public class ActivityView {

    private final StepViews steps;
    private final Deliveries deliveries;
    private final DisplayNames names;

    ActivityView(StepViews steps, Deliveries deliveries, DisplayNames names) {
        this.steps = steps;
        this.deliveries = deliveries;
        this.names = names;
    }

    /** The latest first. */
    public List<StepRow> steps(IncidentId incident, Instant now) {
        var lines = new ArrayList<>(steps.of(incident).stream()
                .map(step -> StepRow.of(step, names, now))
                .toList());
        Collections.reverse(lines);
        return lines;
    }

    public List<NotificationRow> told(IncidentId incident, Instant now) {
        return NotificationRow.all(deliveries.of(incident), now);
    }
}
