package dev.firebreak.alert.split;

import dev.firebreak.alert.attached.AttachedGroup;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import jakarta.validation.Valid;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of the groups that are in an incident of others. */
@RestController
class GroupsController {

    private final AttachedGroups attached;
    private final GroupSplit split;
    private final Incidents incidents;

    GroupsController(AttachedGroups attached, GroupSplit split, Incidents incidents) {
        this.attached = attached;
        this.split = split;
        this.incidents = incidents;
    }

    /** All that came into the incident, by service; those that are still there first. */
    @GetMapping("/api/incidents/{id}/groups")
    List<AttachedGroup> list(@PathVariable IncidentId id) {
        return attached.of(incidents.get(id).id());
    }

    @PostMapping("/api/incidents/{id}/split")
    ResponseEntity<Incident> split(
            @PathVariable IncidentId id, @Valid @RequestBody SplitRequest request, Principal by) {
        var made = OptimisticRetry.call(() -> split.split(id, request, by.getName()));
        return ResponseEntity.created(URI.create("/api/incidents/" + made)).body(incidents.get(made));
    }
}
