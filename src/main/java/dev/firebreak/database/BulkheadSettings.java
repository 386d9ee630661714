package dev.firebreak.database;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The number of connections in each bulkhead's pool. All of them are opened at the start, so that no other bulkhead and
 * no other application can take them. The minimum is two, because some transactions open a second one; the check of
 * the database has one. All other
 * connection settings are those of {@code spring.datasource}.
 */
@Validated
@ConfigurationProperties("firebreak.database.connections")
record BulkheadSettings(
        @DefaultValue("6") @Min(2) int paging,
        @DefaultValue("6") @Min(2) int timers,
        @DefaultValue("4") @Min(2) int steps,
        @DefaultValue("8") @Min(2) int people) {

    int of(DatabaseBulkhead bulkhead) {
        return switch (bulkhead) {
            case PAGING -> paging;
            case TIMERS -> timers;
            case STEPS -> steps;
            case PEOPLE -> people;
            case CHECK -> 1;
        };
    }
}
