package dev.firebreak.runbook.output;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.web.RejectUnknownFields;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: the steps of an incident that run, what they write, and the cancel of one that only reads. */
@RestController
@RequestMapping("/api/incidents/{id}/running-steps")
class RunningStepsController {

    private final Incidents incidents;
    private final RunningSteps steps;
    private final StepCancel cancel;
    private final Clock clock;

    RunningStepsController(Incidents incidents, RunningSteps steps, StepCancel cancel, Clock clock) {
        this.incidents = incidents;
        this.steps = steps;
        this.cancel = cancel;
        this.clock = clock;
    }

    /** Why a person cancels a step. */
    @RejectUnknownFields
    record Reason(@NotBlank @Size(max = 400) String reason) {}

    @GetMapping
    List<RunningStep> running(@PathVariable IncidentId id) {
        return steps.of(incidents.get(id).id(), clock.instant());
    }

    /** @param after the number of the last line that the reader knows */
    @GetMapping("/{step}/lines")
    List<OutputLine> lines(
            @PathVariable IncidentId id, @PathVariable UUID step, @RequestParam(defaultValue = "0") long after) {
        return steps.lines(cancel.find(id, step).id(), after);
    }

    @PostMapping("/{step}/cancel")
    RunningStep cancel(
            @PathVariable IncidentId id, @PathVariable UUID step, @Valid @RequestBody Reason request, Principal by) {
        incidents.get(id);
        return cancel.cancel(id, step, request.reason(), by.getName());
    }
}
