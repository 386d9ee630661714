package dev.firebreak.engine;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether this node takes up work: timers, steps, pages. What it works on already, it ends. */
@Component
public class NodeGate {

    private volatile String refusal;

    public boolean allowed() {
        return refusal == null;
    }

    /** Why none is taken up, in words for the operator; empty while all is well. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    public void refuse(String why) {
        refusal = why;
    }

    public void allow() {
        refusal = null;
    }
}
