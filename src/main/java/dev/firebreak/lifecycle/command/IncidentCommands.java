package dev.firebreak.lifecycle.command;

import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentRoles;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The HTTP API for commands about incidents. The actor is the logged-in user, never a field of the request. Each
 * command returns the incident after the change, or 409 if its process can't take the command.
 */
@RestController
@RequestMapping("/api/incidents")
class IncidentCommands {

    private final IncidentActions actions;
    private final ManualResolution resolutions;
    private final RunbookOrders orders;
    private final Incidents incidents;
    private final IncidentMembers members;
    private final IncidentRoles roles;

    IncidentCommands(
            IncidentActions actions,
            ManualResolution resolutions,
            RunbookOrders orders,
            Incidents incidents,
            IncidentMembers members,
            IncidentRoles roles) {
        this.actions = actions;
        this.resolutions = resolutions;
        this.orders = orders;
        this.incidents = incidents;
        this.members = members;
        this.roles = roles;
    }

    @PostMapping
    ResponseEntity<Incident> declare(@Valid @RequestBody IncidentRequests.Declaration request, Principal by) {
        var id = actions.declare(request, by.getName());
        return ResponseEntity.created(URI.create("/api/incidents/" + id)).body(incidents.get(id));
    }

    @PostMapping("/{id}/acknowledge")
    Incident acknowledge(@PathVariable IncidentId id, Principal by) {
        actions.acknowledge(id, by.getName());
        return incidents.get(id);
    }

    @PostMapping("/{id}/severity")
    Incident severity(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.SeverityChange request, Principal by) {
        actions.changeSeverity(id, request, by.getName());
        return incidents.get(id);
    }

    @PostMapping("/{id}/roles")
    Incident handOver(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.HandOver request, Principal by) {
        actions.proposeHandOver(id, request, by.getName());
        return incidents.get(id);
    }

    /** Gives a person a role besides command. Returns all roles that people have. */
    @PostMapping("/{id}/role-assignments")
    List<IncidentRoles.Held> assignRole(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.RoleAssignment request, Principal by) {
        actions.assignRole(id, request, by.getName());
        return roles.of(id);
    }

    @GetMapping("/{id}/role-assignments")
    List<IncidentRoles.Held> roles(@PathVariable IncidentId id) {
        return roles.of(incidents.get(id).id());
    }

    /** Adds a member, who then sees a members-only incident. */
    @PostMapping("/{id}/members")
    List<IncidentMembers.Member> addMember(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.NewMember request, Principal by) {
        actions.addMember(id, request, by.getName());
        return members.of(id);
    }

    @GetMapping("/{id}/members")
    List<IncidentMembers.Member> members(@PathVariable IncidentId id) {
        return members.of(incidents.get(id).id());
    }

    @PostMapping("/{id}/notes")
    Incident note(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Note request, Principal by) {
        actions.note(id, request, by.getName());
        return incidents.get(id);
    }

    @PostMapping("/{id}/updates")
    Incident update(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Update request, Principal by) {
        actions.update(id, request, by.getName());
        return incidents.get(id);
    }

    @PostMapping("/{id}/life-safety")
    Incident lifeSafety(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Reason request, Principal by) {
        actions.declareLifeSafety(id, request, by.getName());
        return incidents.get(id);
    }

    /** Starts a runbook, stops the one that runs, or both. */
    @PostMapping("/{id}/runbook")
    Incident runbook(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.RunbookOrder request, Principal by) {
        return OptimisticRetry.call(() -> {
            orders.order(id, request.runbook(), request.reason(), by.getName());
            return incidents.get(id);
        });
    }

    @PostMapping("/{id}/resolve")
    Incident resolve(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Resolution request, Principal by) {
        return OptimisticRetry.call(() -> {
            resolutions.confirm(id, request.resolution(), request.rootCause(), by.getName());
            return incidents.get(id);
        });
    }

    @PostMapping("/{id}/cancel")
    Incident cancel(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Reason request, Principal by) {
        actions.cancel(id, request, by.getName());
        return incidents.get(id);
    }

    @PostMapping("/{id}/merge")
    Incident merge(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Merge request, Principal by) {
        actions.merge(id, request, by.getName());
        return incidents.get(id);
    }
}
