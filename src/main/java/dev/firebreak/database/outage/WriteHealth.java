package dev.firebreak.database.outage;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health and readiness of the node: down while the database takes no writes, for alerts are refused then. */
@Component("databaseWrites")
class WriteHealth implements HealthIndicator {

    private final WriteCheck check;

    WriteHealth(WriteCheck check) {
        this.check = check;
    }

    @Override
    public Health health() {
        return check.outage()
                .map(outage -> Health.down()
                        .withDetail("since", outage.since())
                        .withDetail("why", outage.why())
                        .build())
                .orElseGet(() -> Health.up().build());
    }
}
