package dev.firebreak.runbook.admission;

import dev.firebreak.access.DatabaseRestored;
import dev.firebreak.access.RestoreConfirmed;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Freezes all steps while the database may lack what they did, until an administrator confirms the restore. */
@Component
class FreezeAfterRestore {

    private static final String FIREBREAK = "firebreak";

    private final FreezeSwitch freeze;

    FreezeAfterRestore(FreezeSwitch freeze) {
        this.freeze = freeze;
    }

    /** A freeze of a person stays as it is. */
    @EventListener
    void restored(DatabaseRestored event) {
        if (freeze.frozen().isEmpty()) {
            freeze.set(true, "the database was restored from an older backup", FIREBREAK);
        }
    }

    @EventListener
    void confirmed(RestoreConfirmed event) {
        if (freeze.isFrozenBy(FIREBREAK)) {
            freeze.set(false, "the restore of the database is confirmed", event.by());
        }
    }
}
