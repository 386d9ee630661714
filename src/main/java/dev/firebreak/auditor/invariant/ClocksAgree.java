package dev.firebreak.auditor.invariant;

import dev.firebreak.engine.NodeGate;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The node takes on work: its clock agrees with the database's. */
@Component
@Order(6)
class ClocksAgree implements Invariant {

    private final NodeGate gate;

    ClocksAgree(NodeGate gate) {
        this.gate = gate;
    }

    @Override
    public String kind() {
        return "clock-off";
    }

    @Override
    public String title() {
        return "A Firebreak node takes on no work";
    }

    @Override
    public List<String> violations() {
        return gate.whyClosed().stream().toList();
    }
}
