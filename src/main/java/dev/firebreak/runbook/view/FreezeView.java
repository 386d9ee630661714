package dev.firebreak.runbook.view;

import dev.firebreak.runbook.admission.FreezeSwitch;
import org.springframework.stereotype.Component;

/** Shows on pages whether steps are frozen. */
@Component
public class FreezeView {

    private final FreezeSwitch freeze;

    FreezeView(FreezeSwitch freeze) {
        this.freeze = freeze;
    }

    /** Why steps are frozen, and who froze them; null if they are not. */
    public String reason() {
        return freeze.frozen().orElse(null);
    }
}
