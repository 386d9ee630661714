package dev.firebreak.alert.silence;

import dev.firebreak.alert.journal.AlertPayload;
import java.util.function.UnaryOperator;

/** Applies again what a silence has held. */
public interface HeldAlerts {

    /**
     * In one transaction, which has locked the group of the payload.
     *
     * @param released what is left of the payload, to be applied as if it had arrived now
     */
    void apply(AlertPayload payload, UnaryOperator<AlertPayload> released);
}
