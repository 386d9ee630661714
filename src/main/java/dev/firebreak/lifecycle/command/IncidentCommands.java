package dev.firebreak.lifecycle.command;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.NotesController;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.web.FieldInvalid;
import jakarta.validation.Valid;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What people say about incidents over HTTP. Who says it is who is logged in, never a field. Each answers the incident as
 * it is afterwards; 409 where its process can't take it.
 */
@RestController
@RequestMapping("/api/incidents")
class IncidentCommands {

    private final Lifecycle lifecycle;
    private final NotesController notes;
    private final ManualResolution resolutions;
    private final Incidents incidents;
    private final Accounts accounts;
    private final Catalog catalog;

    IncidentCommands(
            Lifecycle lifecycle,
            NotesController notes,
            ManualResolution resolutions,
            Incidents incidents,
            Accounts accounts,
            Catalog catalog) {
        this.lifecycle = lifecycle;
        this.notes = notes;
        this.resolutions = resolutions;
        this.incidents = incidents;
        this.accounts = accounts;
        this.catalog = catalog;
    }

    @PostMapping
    ResponseEntity<Incident> declare(@Valid @RequestBody IncidentRequests.Declaration said, Principal by) {
        var id = OptimisticRetry.outlasted(() -> lifecycle.declare(said.by(by.getName())));
        return ResponseEntity.created(URI.create("/api/incidents/" + id)).body(incidents.get(id));
    }

    @PostMapping("/{id}/acknowledge")
    Incident acknowledge(@PathVariable IncidentId id, Principal by) {
        if (!incidents.get(id).isOpen()) {
            throw new CommandRejected(MessageNames.ACKNOWLEDGED, id);
        }
        return after(id, () -> lifecycle.acknowledged(id, by.getName()));
    }

    @PostMapping("/{id}/severity")
    Incident severity(
            @PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.SeverityChange said, Principal by) {
        return after(id, () -> lifecycle.severityChanged(id, said.severity(), said.reason(), by.getName()));
    }

    @PostMapping("/{id}/roles")
    Incident handOver(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.HandOver said, Principal by) {
        var to = accounts.find(said.commander())
                .filter(person -> person.roles().contains(Role.COMMANDER)
                        || person.roles().contains(Role.RESPONDER))
                .orElseThrow(() -> new FieldInvalid("commander", "no responder or commander has this login"));
        return after(id, () -> lifecycle.commandHandedOver(id, to.id(), by.getName()));
    }

    @PostMapping("/{id}/notes")
    Incident note(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Note said, Principal by) {
        return after(id, () -> notes.add(id, "Note", said.text(), by.getName()));
    }

    @PostMapping("/{id}/updates")
    Incident update(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Update said, Principal by) {
        var audience = said.audience();
        if (audience != null && !catalog.audiences().containsKey(audience)) {
            throw new FieldInvalid(
                    "audience", "must be one of " + catalog.audiences().keySet());
        }
        return after(id, () -> lifecycle.updateGiven(id, said.text(), audience, by.getName()));
    }

    @PostMapping("/{id}/life-safety")
    Incident lifeSafety(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Reason said, Principal by) {
        return after(id, () -> lifecycle.lifeSafetyDeclared(id, said.reason(), by.getName()));
    }

    @PostMapping("/{id}/resolve")
    Incident resolve(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Resolution said, Principal by) {
        return after(id, () -> resolutions.confirm(id, said.resolution(), said.rootCause(), by.getName()));
    }

    @PostMapping("/{id}/cancel")
    Incident cancel(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Reason said, Principal by) {
        return after(id, () -> lifecycle.cancelled(id, said.reason(), by.getName()));
    }

    @PostMapping("/{id}/merge")
    Incident merge(@PathVariable IncidentId id, @Valid @RequestBody IncidentRequests.Merge said, Principal by) {
        return after(id, () -> lifecycle.merged(id, said.into(), by.getName()));
    }

    private Incident after(IncidentId id, Runnable command) {
        return OptimisticRetry.outlasted(() -> {
            command.run();
            return incidents.get(id);
        });
    }
}
