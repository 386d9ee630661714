package dev.firebreak.alert.silence;

import dev.firebreak.alert.journal.AlertPayload;
import java.util.function.UnaryOperator;

/** Applies a payload again whose alerts a silence held. */
public interface HeldAlertReplay {

    /**
     * In one transaction, which has locked the group of the payload.
     *
     * @param released what is left of the payload, to be applied as if it had arrived now
     */
    void apply(AlertPayload payload, UnaryOperator<AlertPayload> released);
}
