package dev.firebreak.auditor;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health of what the auditor checks: down while an invariant is violated, or if no node has done a round for two
 * minutes. Unknown before the first round.
 */
@Component("auditorFindings")
class AuditorHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AuditorRounds rounds;
    private final AuditorSettings settings;
    private final Clock clock;

    AuditorHealth(AuditorRounds rounds, AuditorSettings settings, Clock clock) {
        this.rounds = rounds;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Health health() {
        return PAGING.call(rounds::last)
                .map(this::health)
                .orElseGet(() -> Health.unknown().build());
    }

    private Health health(AuditorRounds.Round round) {
        var isLate = settings.enabled()
                && round.at().plus(settings.every()).plus(PATIENCE).isBefore(clock.instant());
        if (isLate) {
            return Health.down().withDetail("lastRound", round.at()).build();
        }
        return round.findings().isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("findings", round.findings()).build();
    }
}
