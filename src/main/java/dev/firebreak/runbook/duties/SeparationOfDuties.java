package dev.firebreak.runbook.duties;

import dev.firebreak.access.AccountChanges;
import dev.firebreak.engine.ProcessOrigins;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.ledger.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Knows who can't approve a step (guarantees.md "Step policy"): the person who started its process, the author of any
 * model in force on the way, the person who declared the incident, and the person who last changed its severity.
 * Nothing of it comes from process variables.
 */
@Component
public class SeparationOfDuties {

    /** The requester of a step that no person asked for. */
    public static final String RUNBOOK = "runbook";

    private static final Set<String> TABLES = Set.of("authorize-step");
    private static final Set<String> FORMS = Set.of("approve-step", "settle-outcome");

    private final ProcessOrigins origins;
    private final Incidents incidents;
    private final StepParts parts;
    private final AccountChanges accounts;
    private final RunbookSettings settings;

    SeparationOfDuties(
            ProcessOrigins origins,
            Incidents incidents,
            StepParts parts,
            AccountChanges accounts,
            RunbookSettings settings) {
        this.origins = origins;
        this.incidents = incidents;
        this.parts = parts;
        this.accounts = accounts;
        this.settings = settings;
    }

    /** The person who started the process that orders the step, or {@link #RUNBOOK}. */
    public String requester(String processInstance) {
        return origins.startedBy(processInstance).orElse(RUNBOOK);
    }

    /** Stores who has a part in the planned step now: a model or the severity may change later. */
    public void keep(Step step) {
        parts.add(step.id(), now(step.incident(), step.processInstance()));
    }

    /** The person's part in the step, when it was planned or now; empty if the person may approve it. */
    public Optional<String> partOf(String person, Step step) {
        var all = new ArrayList<>(parts.of(step.id()));
        all.addAll(now(step.incident(), step.processInstance()));
        return all.stream()
                .filter(part -> part.person().equals(person))
                .map(StepPart::part)
                .findFirst();
    }

    private List<StepPart> now(IncidentId incident, String processInstance) {
        var now = new ArrayList<StepPart>();
        origins.startedBy(processInstance).ifPresent(person -> now.add(new StepPart(person, "asked for this step")));
        origins.authors(processInstance, TABLES, FORMS)
                .forEach((person, files) -> now.add(new StepPart(person, "deployed " + files)));
        now.add(new StepPart(incidents.get(incident).source(), "reported the incident"));
        incidents.severityBy(incident).ifPresent(person -> now.add(new StepPart(person, "decided its severity")));
        return now;
    }

    /**
     * Why the person can't approve anything at that time: somebody changed what the account may do shortly before
     * (guarantees.md H13).
     */
    public Optional<String> coolDown(String person, Instant at) {
        return accounts.latest(person)
                .filter(change -> change.at().plus(settings.roleCoolDown()).isAfter(at))
                .map(change -> change.by() + " changed the roles or the password of " + person + " less than "
                        + RunbookSettings.words(settings.roleCoolDown())
                        + " ago (firebreak.role-cool-down), so another commander has to approve it.");
    }
}
