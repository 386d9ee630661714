package dev.firebreak.lifecycle.handover;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.command.IncidentRequests;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The HTTP API for hand-overs: of everything that a person commands, and the answer to one. */
@RestController
class HandOverController {

    private final HandOvers handOvers;
    private final Incidents incidents;

    HandOverController(HandOvers handOvers, Incidents incidents) {
        this.handOvers = handOvers;
        this.incidents = incidents;
    }

    @PostMapping("/api/hand-overs")
    Map<String, List<IncidentId>> proposeAll(
            @Valid @RequestBody IncidentRequests.HandOver request, PersonAuthentication by) {
        return Map.of("proposed", handOvers.proposeAll(request, by.getName()));
    }

    @PostMapping("/api/incidents/{id}/hand-over-answer")
    Incident answer(
            @PathVariable IncidentId id,
            @Valid @RequestBody IncidentRequests.HandOverAnswer request,
            PersonAuthentication by) {
        handOvers.answer(id, request, by.person());
        return incidents.get(id);
    }
}
