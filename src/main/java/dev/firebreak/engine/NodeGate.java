package dev.firebreak.engine;

import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether this node takes on new work: timers, steps and pages. It closes when the node must not work, for example with
 * a wrong clock; work in progress is finished.
 */
@Component
public class NodeGate {

    private volatile String reason;

    public boolean isOpen() {
        return reason == null;
    }

    /** Why the gate is closed, in words for the operator; empty while it is open. */
    public Optional<String> whyClosed() {
        return Optional.ofNullable(reason);
    }

    public void close(String why) {
        reason = why;
    }

    public void open() {
        reason = null;
    }
}
