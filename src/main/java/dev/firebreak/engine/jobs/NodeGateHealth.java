package dev.firebreak.engine.jobs;

import dev.firebreak.engine.NodeGate;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health and readiness of the node: down while the {@link NodeGate} is closed. */
@Component("takesUpWork")
class NodeGateHealth implements HealthIndicator {

    private final NodeGate gate;

    NodeGateHealth(NodeGate gate) {
        this.gate = gate;
    }

    @Override
    public Health health() {
        return gate.whyClosed()
                .map(why -> Health.down().withDetail("why", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
