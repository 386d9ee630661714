package dev.firebreak.lifecycle.command;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/**
 * What people order about an incident, with the same checks for the HTTP API and for the board. Each method is a whole
 * transaction, which is repeated if the process changes at the same moment. {@code by} is the login of the person.
 */
@Component
public class IncidentActions {

    private static final Duration SOONEST_UPDATE = Duration.ofMinutes(5);
    private static final Duration LATEST_UPDATE = Duration.ofHours(24);

    private final Lifecycle lifecycle;
    private final IncidentNotes notes;
    private final Incidents incidents;
    private final Accounts accounts;
    private final CurrentCatalog catalog;

    IncidentActions(
            Lifecycle lifecycle, IncidentNotes notes, Incidents incidents, Accounts accounts, CurrentCatalog catalog) {
        this.lifecycle = lifecycle;
        this.notes = notes;
        this.incidents = incidents;
        this.accounts = accounts;
        this.catalog = catalog;
    }

    /** Opens an incident and starts its process. */
    public IncidentId declare(IncidentRequests.Declaration request, String by) {
        return OptimisticRetry.call(() -> lifecycle.declare(request.by(by)));
    }

    /**
     * Returns whether it counts; see {@link Lifecycle#acknowledged}.
     *
     * @throws CommandRejected if the incident has ended
     */
    public boolean acknowledge(IncidentId id, String by) {
        if (!incidents.get(id).isOpen()) {
            throw new CommandRejected(MessageNames.ACKNOWLEDGED, id);
        }
        return OptimisticRetry.call(() -> lifecycle.acknowledged(id, by));
    }

    /** Changes the severity. */
    public void changeSeverity(IncidentId id, IncidentRequests.SeverityChange request, String by) {
        execute(() -> lifecycle.severityChanged(id, request.severity(), request.reason(), by));
    }

    /**
     * Proposes a new commander; see {@link Lifecycle#handOverProposed}.
     *
     * @throws FieldInvalid if the new commander has no account with that role
     */
    public void proposeHandOver(IncidentId id, IncidentRequests.HandOver request, String by) {
        var to = accounts.find(request.commander())
                .filter(person -> person.roles().contains(Role.COMMANDER))
                .orElseThrow(() -> new FieldInvalid(
                        "commander", "no account with the role commander has this login; only they can command"));
        execute(() -> lifecycle.handOverProposed(id, to.id(), by));
    }

    /**
     * Gives a person a role besides command.
     *
     * @throws FieldInvalid if there is no such role, or nobody with this login works on incidents
     */
    public void assignRole(IncidentId id, IncidentRequests.RoleAssignment request, String by) {
        var role = IncidentRole.of(request.role())
                .orElseThrow(() -> new FieldInvalid(
                        "role",
                        "must be one of "
                                + Arrays.stream(IncidentRole.values())
                                        .map(IncidentRole::word)
                                        .toList()));
        var person = accounts.find(request.person())
                .filter(it -> it.roles().contains(Role.RESPONDER) || it.roles().contains(Role.COMMANDER))
                .orElseThrow(() ->
                        new FieldInvalid("person", "no account with the role responder or commander has this login"));
        execute(() -> lifecycle.roleAssigned(id, role, person.id(), by));
    }

    /**
     * Adds a member, who then sees a members-only incident.
     *
     * @throws FieldInvalid if nobody has this login
     */
    public void addMember(IncidentId id, IncidentRequests.NewMember request, String by) {
        var person = accounts.find(request.person())
                .orElseThrow(() -> new FieldInvalid("person", "no account has this login"));
        notes.addMember(id, person.id(), by);
    }

    /** Adds a note to the timeline, also after the end. */
    public void note(IncidentId id, IncidentRequests.Note request, String by) {
        execute(() -> notes.add(id, "Note", request.text(), by));
    }

    /** @throws FieldInvalid if the catalogue has no such audience, or the next update can't be due then */
    public void update(IncidentId id, IncidentRequests.Update request, String by) {
        var audience = request.audience();
        if (audience != null && !catalog.current().audiences().containsKey(audience)) {
            throw new FieldInvalid(
                    "audience",
                    "must be one of " + catalog.current().audiences().keySet());
        }
        requirePossible(request.nextUpdateIn(), audience);
        if (request.status() != null
                && IncidentStatus.ofUpdate(request.status()).isEmpty()) {
            throw new FieldInvalid("status", "must be investigating, identified, monitoring or resolving");
        }
        execute(() ->
                lifecycle.updateGiven(id, request.text(), audience, request.nextUpdateIn(), request.status(), by));
    }

    private static void requirePossible(Duration next, String audience) {
        if (next != null && (next.compareTo(SOONEST_UPDATE) < 0 || next.compareTo(LATEST_UPDATE) > 0)) {
            throw new FieldInvalid("nextUpdateIn", "must be PT5M to PT24H");
        }
        if (next != null && audience != null) {
            throw new FieldInvalid(
                    "nextUpdateIn", "is only for an update to all audiences: the next one is due to all of them");
        }
    }

    /** Declares danger to life, which stops all automatic steps of the incident. */
    public void declareLifeSafety(IncidentId id, IncidentRequests.Reason request, String by) {
        execute(() -> lifecycle.lifeSafetyDeclared(id, request.reason(), by));
    }

    /** Ends the incident as cancelled. */
    public void cancel(IncidentId id, IncidentRequests.Reason request, String by) {
        execute(() -> lifecycle.cancelled(id, request.reason(), by));
    }

    /** Ends the incident as merged into another one, which the person must be allowed to see. */
    public void merge(IncidentId id, IncidentRequests.Merge request, String by) {
        execute(() -> lifecycle.merged(id, request.into(), by));
    }

    private static void execute(Runnable command) {
        OptimisticRetry.call(() -> {
            command.run();
            return null;
        });
    }
}
