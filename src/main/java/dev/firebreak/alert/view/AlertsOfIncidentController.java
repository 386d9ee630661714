package dev.firebreak.alert.view;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Shows the alerts of an incident, 200 per page; a full page names the next one in its {@code Link} header. */
@RestController
class AlertsOfIncidentController {

    private static final int PAGE = 200;

    private final Incidents incidents;
    private final AlertsOfIncident alerts;

    AlertsOfIncidentController(Incidents incidents, AlertsOfIncident alerts) {
        this.incidents = incidents;
        this.alerts = alerts;
    }

    @GetMapping("/api/incidents/{id}/alerts")
    ResponseEntity<List<AlertView>> list(@PathVariable IncidentId id, @RequestParam(defaultValue = "1") int page) {
        var offset = (Math.min(Math.max(page, 1), 100_000) - 1) * PAGE;
        var found = alerts.list(incidents.get(id).id(), PAGE, offset);
        var answer = ResponseEntity.ok();
        if (found.size() == PAGE) {
            var next = ServletUriComponentsBuilder.fromCurrentRequest().replaceQueryParam("page", page + 1);
            answer.header(HttpHeaders.LINK, "<" + next.encode().toUriString() + ">; rel=\"next\"");
        }
        return answer.body(found);
    }
}
