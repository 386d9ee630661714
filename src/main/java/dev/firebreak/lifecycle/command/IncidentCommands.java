package dev.firebreak.lifecycle.command;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.web.FieldInvalid;
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

    private final Lifecycle lifecycle;
    private final IncidentNotes notes;
    private final ManualResolution resolutions;
    private final Incidents incidents;
    private final IncidentMembers members;
    private final Accounts accounts;
    private final Catalog catalog;

    IncidentCommands(
            Lifecycle lifecycle,
            IncidentNotes notes,
            ManualResolution resolutions,
            Incidents incidents,
            IncidentMembers members,
            Accounts accounts,
            Catalog catalog) {
        this.lifecycle = lifecycle;
        this.notes = notes;
        this.resolutions = resolutions;
        this.incidents = incidents;
        this.members = members;
        this.accounts = accounts;
        this.catalog = catalog;
    }

    @PostMapping
    ResponseEntity<Incident> declare(@Valid @RequestBody IncidentRequests.Declaration request, Principal by) {
        var id = OptimisticRetry.call(() -> lifecycle.declare(request.by(by.getName())));
        return ResponseEntity.created(URI.create("/api/incidents/" + id)).body(incidents.get(id));
    }

    @PostMapping("/{id}/acknowledge")
    Incident acknowledge(@PathVariable IncidentId id, Principal by) {
        if (!incidents.get(id).isOpen()) {
            throw new CommandRejected(MessageNames.ACKNOWLEDGED, id);
        }
        return execute(id, () -> lifecycle.acknowledged(id, by.getName()));
    }

    @PostMapping("/{id}/severity")
    Incident severity(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.SeverityChange request, Principal by) {
        return execute(id, () -> lifecycle.severityChanged(id, request.severity(), request.reason(), by.getName()));
    }

    @PostMapping("/{id}/roles")
    Incident handOver(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.HandOver request, Principal by) {
        var to = accounts.find(request.commander())
                .filter(person -> person.roles().contains(Role.COMMANDER))
                .orElseThrow(() -> new FieldInvalid(
                        "commander", "no account with the role commander has this login; only they can command"));
        return execute(id, () -> lifecycle.commandHandedOver(id, to.id(), by.getName()));
    }

    /** Adds a member, who then sees a members-only incident. */
    @PostMapping("/{id}/members")
    List<IncidentMembers.Member> addMember(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.NewMember request, Principal by) {
        var person = accounts.find(request.person())
                .orElseThrow(() -> new FieldInvalid("person", "no account has this login"));
        notes.addMember(id, person.id(), by.getName());
        return members.of(id);
    }

    @GetMapping("/{id}/members")
    List<IncidentMembers.Member> members(@PathVariable IncidentId id) {
        return members.of(incidents.get(id).id());
    }

    @PostMapping("/{id}/notes")
    Incident note(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Note request, Principal by) {
        return execute(id, () -> notes.add(id, "Note", request.text(), by.getName()));
    }

    @PostMapping("/{id}/updates")
    Incident update(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Update request, Principal by) {
        var audience = request.audience();
        if (audience != null && !catalog.audiences().containsKey(audience)) {
            throw new FieldInvalid(
                    "audience", "must be one of " + catalog.audiences().keySet());
        }
        return execute(id, () -> lifecycle.updateGiven(id, request.text(), audience, by.getName()));
    }

    @PostMapping("/{id}/life-safety")
    Incident lifeSafety(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Reason request, Principal by) {
        return execute(id, () -> lifecycle.lifeSafetyDeclared(id, request.reason(), by.getName()));
    }

    @PostMapping("/{id}/resolve")
    Incident resolve(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Resolution request, Principal by) {
        return execute(id, () -> resolutions.confirm(id, request.resolution(), request.rootCause(), by.getName()));
    }

    @PostMapping("/{id}/cancel")
    Incident cancel(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Reason request, Principal by) {
        return execute(id, () -> lifecycle.cancelled(id, request.reason(), by.getName()));
    }

    @PostMapping("/{id}/merge")
    Incident merge(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Merge request, Principal by) {
        return execute(id, () -> lifecycle.merged(id, request.into(), by.getName()));
    }

    private Incident execute(IncidentId id, Runnable command) {
        return OptimisticRetry.call(() -> {
            command.run();
            return incidents.get(id);
        });
    }
}
