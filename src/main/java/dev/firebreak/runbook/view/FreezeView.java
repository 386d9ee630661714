package dev.firebreak.runbook.view;

import dev.firebreak.runbook.admission.FreezeSwitch;
import dev.firebreak.text.Text;
import org.springframework.stereotype.Component;

/** Whether steps are frozen, for pages, which also freeze and release them. */
@Component
public class FreezeView {

    private static final int REASON = 500;

    private final FreezeSwitch freeze;

    FreezeView(FreezeSwitch freeze) {
        this.freeze = freeze;
    }

    /**
     * Freezes or releases all steps, as {@code PUT /api/freeze} does.
     *
     * @param reason for the audit and for everybody who sees the freeze
     */
    public void set(boolean frozen, String reason, String by) {
        freeze.set(frozen, Text.shown(reason, REASON), by);
    }

    /** Why steps are frozen, and who froze them; null if they are not. */
    public String reason() {
        return freeze.frozen().orElse(null);
    }
}
