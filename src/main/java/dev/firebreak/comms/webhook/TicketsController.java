package dev.firebreak.comms.webhook;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: the tickets that external trackers keep of an incident. */
@RestController
class TicketsController {

    private final Incidents incidents;
    private final Tickets tickets;

    TicketsController(Incidents incidents, Tickets tickets) {
        this.incidents = incidents;
        this.tickets = tickets;
    }

    @GetMapping("/api/incidents/{id}/tickets")
    List<Ticket> of(@PathVariable IncidentId id) {
        return tickets.of(incidents.get(id).id());
    }
}
