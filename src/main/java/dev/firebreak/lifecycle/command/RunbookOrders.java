package dev.firebreak.lifecycle.command;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.runbook.Runbooks;
import dev.firebreak.web.FieldInvalid;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a commander orders about the runbook of an incident: start one, stop the one that runs, or change to another. The
 * process does it; this checks whether it makes sense now. The caller repeats it if the process changes at the same
 * moment.
 */
@Component
@Transactional
public class RunbookOrders {

    private static final String ORDER = "runbook order";

    private final Lifecycle lifecycle;
    private final Incidents incidents;
    private final Runbooks runbooks;

    RunbookOrders(Lifecycle lifecycle, Incidents incidents, Runbooks runbooks) {
        this.lifecycle = lifecycle;
        this.incidents = incidents;
        this.runbooks = runbooks;
    }

    /**
     * Answers the runbook that ran until now, or {@code none}.
     *
     * @param runbook the key of the one to start; {@code none} to stop only
     * @throws FieldInvalid if it is no runbook for this incident
     * @throws CommandRejected if the process can't take the order now
     */
    public String order(IncidentId id, String runbook, String reason, String by) {
        var incident = incidents.lock(id);
        var state = runbooks.stateOf(id);
        var former = Objects.requireNonNullElse(state.running(), Runbooks.NONE);
        if (!state.awaitsOrder()) {
            throw new CommandRejected(
                    ORDER,
                    id,
                    "it does not take one before the response begins, while it ends what"
                            + " ran before, and after the incident is stabilised");
        }
        if (runbook.equals(former)) {
            throw new CommandRejected(
                    ORDER,
                    id,
                    Runbooks.NONE.equals(former) ? "no runbook runs" : "runbook " + former + " runs already");
        }
        if (!Runbooks.NONE.equals(runbook)) {
            requireStartable(incident, runbook);
        }
        lifecycle.runbookOrdered(id, runbook, former, reason, by);
        return former;
    }

    private void requireStartable(Incident incident, String runbook) {
        if (incident.lifeSafety()) {
            throw new CommandRejected(
                    ORDER, incident.id(), "danger to life is declared, so Firebreak runs no steps of this incident");
        }
        var choices = runbooks.choices(incident);
        if (choices.isEmpty()) {
            throw new FieldInvalid("runbook", "the catalogue has no target or no runbook for " + incident.service());
        }
        if (!choices.contains(runbook)) {
            throw new FieldInvalid("runbook", "must be none or one of " + choices);
        }
    }
}
