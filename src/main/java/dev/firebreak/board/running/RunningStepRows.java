package dev.firebreak.board.running;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.output.RunningSteps;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads running steps for the pages. */
@Component
public class RunningStepRows {

    /** Lines on the incident's page. */
    private static final int FEW = 5;

    private final RunningSteps steps;
    private final DisplayNames names;
    private final Clock clock;

    RunningStepRows(RunningSteps steps, DisplayNames names, Clock clock) {
        this.steps = steps;
        this.names = names;
        this.clock = clock;
    }

    /** The steps of the incident that run, each with its last lines. */
    public List<RunningStepRow> of(IncidentId incident, Person viewer) {
        var now = clock.instant();
        return steps.of(incident, now).stream()
                .map(step -> RunningStepRow.of(step, steps.latest(step.id(), FEW), viewer, names, now))
                .toList();
    }

    /** One step with all lines that are kept; empty if there is none. */
    Optional<RunningStepRow> find(IncidentId incident, UUID step, Person viewer) {
        return steps.find(incident, step)
                .map(it ->
                        RunningStepRow.of(it, steps.latest(step, RunningSteps.KEPT), viewer, names, clock.instant()));
    }
}
