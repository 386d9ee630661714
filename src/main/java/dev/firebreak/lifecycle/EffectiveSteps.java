package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;

/** Port to the step ledger: whether runbooks have changed something for an incident. */
public interface EffectiveSteps {

    /** Whether a step that changes something has succeeded; a dry run does not count, nor does an undo. */
    boolean any(IncidentId incident);
}
