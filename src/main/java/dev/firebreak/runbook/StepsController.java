package dev.firebreak.runbook;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentUnknown;
import dev.firebreak.incident.Incidents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What was done in an incident, step by step, as the ledger holds it. */
@RestController
class StepsController {

    private final Incidents incidents;
    private final Steps steps;
    private final Approvals approvals;

    StepsController(Incidents incidents, Steps steps, Approvals approvals) {
        this.incidents = incidents;
        this.steps = steps;
        this.approvals = approvals;
    }

    @GetMapping("/api/incidents/{id}/steps")
    List<View> steps(@PathVariable IncidentId id) {
        incidents.find(id).orElseThrow(() -> new IncidentUnknown(id));
        return steps.of(id).stream().map(this::view).toList();
    }

    private View view(Step step) {
        var said = approvals.of(step.id()).stream()
                .map(it -> new Word(it.approver(), it.granted(), it.comment(), it.at(), it.expiresAt()))
                .toList();
        return new View(
                step.id(),
                step.attempt(),
                step.topic(),
                step.title(),
                step.target(),
                step.effect().word(),
                step.undo(),
                step.irreversible(),
                step.requestedBy(),
                step.state().name(),
                step.planHash(),
                step.plan(),
                step.stateBefore(),
                said,
                step.plannedAt(),
                step.intentAt(),
                step.endedAt(),
                step.summary(),
                step.seen());
    }

    record Word(String by, boolean granted, String comment, Instant at, Instant expiresAt) {}

    record View(
            UUID id,
            int attempt,
            String topic,
            String title,
            String target,
            String effect,
            boolean undo,
            boolean irreversible,
            String requestedBy,
            String state,
            String planHash,
            Plan plan,
            Map<String, String> stateBefore,
            List<Word> approvals,
            Instant plannedAt,
            Instant intentAt,
            Instant endedAt,
            String summary,
            String seen) {}
}
