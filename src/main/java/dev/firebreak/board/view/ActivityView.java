package dev.firebreak.board.view;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.record.ToldTable;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.view.StepViews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The steps that an incident's runbooks ran, and the notifications that it sent. */
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

    /** Newest first. */
    public List<StepRow> steps(IncidentId incident, Instant now) {
        var rows = new ArrayList<>(steps.of(incident).stream()
                .map(step -> StepRow.of(step, names, now))
                .toList());
        Collections.reverse(rows);
        return rows;
    }

    /** The page of the first of these steps that waits for a decision; null if none does. */
    public static String decision(List<StepRow> rows) {
        return rows.stream()
                .map(StepRow::page)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Who was told what; null if nothing was sent. */
    public ToldTable told(IncidentId incident, Instant now) {
        return ToldTable.of(deliveries.of(incident), now);
    }

    /** Newest first. */
    public List<NotificationRow> notifications(IncidentId incident, Instant now) {
        return NotificationRow.all(deliveries.of(incident), now);
    }
}
