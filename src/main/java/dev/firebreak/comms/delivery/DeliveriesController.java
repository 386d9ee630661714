package dev.firebreak.comms.delivery;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: the notifications of an incident and their outcome. */
@RestController
class DeliveriesController {

    private final Incidents incidents;
    private final Deliveries deliveries;

    DeliveriesController(Incidents incidents, Deliveries deliveries) {
        this.incidents = incidents;
        this.deliveries = deliveries;
    }

    @GetMapping("/api/incidents/{id}/deliveries")
    List<DeliveryRecord> of(@PathVariable IncidentId id) {
        return deliveries.of(incidents.get(id).id());
    }
}
