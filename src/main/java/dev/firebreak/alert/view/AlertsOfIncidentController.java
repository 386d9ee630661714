package dev.firebreak.alert.view;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.web.PageRequest;
import dev.firebreak.web.PublicAddress;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the alerts of an incident, 200 on a page; the {@code Link} header names the pages around it. */
@RestController
class AlertsOfIncidentController {

    private static final int PAGE = 200;

    private final Incidents incidents;
    private final AlertsOfIncident alerts;
    private final PublicAddress address;

    AlertsOfIncidentController(Incidents incidents, AlertsOfIncident alerts, PublicAddress address) {
        this.incidents = incidents;
        this.alerts = alerts;
        this.address = address;
    }

    @GetMapping("/api/incidents/{id}/alerts")
    ResponseEntity<List<AlertView>> list(
            @PathVariable IncidentId id,
            @RequestParam(required = false) String after,
            @RequestParam(required = false) String before,
            @RequestParam(defaultValue = "1") int page) {
        return alerts.page(incidents.get(id).id(), new PageRequest(after, before, page), PAGE)
                .answer(address);
    }
}
