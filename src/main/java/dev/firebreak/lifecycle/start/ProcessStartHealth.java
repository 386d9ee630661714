package dev.firebreak.lifecycle.start;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Health of process starts at {@code /actuator/health/processes}: down while an incident has no process because its
 * model is broken.
 */
@Component("processStarts")
class ProcessStartHealth extends AbstractHealthIndicator {

    private final UnstartedProcesses unstarted;

    ProcessStartHealth(UnstartedProcesses unstarted) {
        super("The process starts can't be read");
        this.unstarted = unstarted;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var count = PAGING.call(unstarted::count);
        if (count == 0) {
            health.up();
        } else {
            health.down().withDetail("incidents without a process", count);
        }
    }
}
