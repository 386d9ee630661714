package dev.firebreak.lifecycle.command;

import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.status.StuckStep;
import jakarta.validation.Valid;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The steps of an incident that wait for a person: lists them, and skips one. */
@RestController
@RequestMapping("/api/incidents/{id}/stuck-steps")
class StuckStepsController {

    private final Incidents incidents;
    private final ProcessStatus status;
    private final StuckStepSkips skips;

    StuckStepsController(Incidents incidents, ProcessStatus status, StuckStepSkips skips) {
        this.incidents = incidents;
        this.status = status;
        this.skips = skips;
    }

    @GetMapping
    List<StuckStep> list(@PathVariable IncidentId id) {
        return status.stuckStepsOf(incidents.get(id).id());
    }

    @PostMapping("/{task}/skip")
    List<StuckStep> skip(
            @PathVariable IncidentId id,
            @PathVariable String task,
            @Valid @RequestBody IncidentRequests.Reason request,
            Principal by) {
        return OptimisticRetry.call(() -> {
            skips.skip(id, task, request.reason(), by.getName());
            return status.stuckStepsOf(id);
        });
    }
}
