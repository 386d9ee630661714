package dev.firebreak.comms.delivery;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.catalog.CurrentCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health of paging at {@code /actuator/health/paging}, so that an external check notices when Firebreak can page no one
 * (guarantees.md G9). Down while a page of an open incident has been due for a minute; unknown if no channel reaches
 * one of the people on the escalation ladder.
 */
@Component("pagesWaiting")
class PagingHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CurrentCatalog catalog;
    private final NotificationDispatcher dispatcher;
    private final Deliveries deliveries;
    private final Clock clock;

    PagingHealth(CurrentCatalog catalog, NotificationDispatcher dispatcher, Deliveries deliveries, Clock clock) {
        this.catalog = catalog;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Override
    public Health health() {
        var missing = missing();
        if (missing.isPresent()) {
            return Health.unknown().withDetail("missing", missing.get()).build();
        }
        var waiting =
                PAGING.call(() -> deliveries.pagesWaitingSince(clock.instant().minus(PATIENCE)));
        return waiting == 0
                ? Health.up().build()
                : Health.down().withDetail("pagesWaiting", waiting).build();
    }

    private Optional<String> missing() {
        var now = catalog.current();
        return now.ladder().stream()
                .flatMap(rota -> now.rotas().get(rota).people().stream())
                .flatMap(person -> dispatcher.missing(person).stream())
                .findFirst();
    }
}
