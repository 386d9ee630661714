package dev.firebreak.comms;

import static dev.firebreak.access.DatabaseLane.PAGING;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Behind {@code /actuator/health/paging}: down while a page of an open incident has waited for a minute, so that the
 * check from outside notices when nobody else can be told (faults.md G9). Unknown where no channel is configured.
 */
@Component("pagesWaiting")
class PagingHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Courier courier;
    private final Deliveries deliveries;
    private final Clock clock;

    PagingHealth(Courier courier, Deliveries deliveries, Clock clock) {
        this.courier = courier;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Override
    public Health health() {
        if (courier.missing().isPresent()) {
            return Health.unknown()
                    .withDetail("missing", courier.missing().get())
                    .build();
        }
        var waiting =
                PAGING.call(() -> deliveries.pagesWaitingSince(clock.instant().minus(PATIENCE)));
        return waiting == 0
                ? Health.up().build()
                : Health.down().withDetail("pagesWaiting", waiting).build();
    }
}
