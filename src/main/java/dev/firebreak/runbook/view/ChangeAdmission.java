package dev.firebreak.runbook.view;

import dev.firebreak.runbook.admission.FreezeSwitch;
import dev.firebreak.runbook.duties.SeparationOfDuties;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a person may let Firebreak change something outside of a runbook, by the same rules that stop steps. */
@Component
public class ChangeAdmission {

    private final FreezeSwitch freeze;
    private final SeparationOfDuties duties;
    private final Clock clock;

    ChangeAdmission(FreezeSwitch freeze, SeparationOfDuties duties, Clock clock) {
        this.freeze = freeze;
        this.duties = duties;
        this.clock = clock;
    }

    /** Why not now: everything is frozen, or somebody has just changed the account's roles. Empty if they may. */
    public Optional<String> whyNot(String person) {
        return freeze.frozen().or(() -> duties.coolDown(person, clock.instant()));
    }
}
