package dev.firebreak.database;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many connections each lane holds, all of them from the start on: what is reserved can't be taken by others. Two at
 * least, for some transactions need a second one beside them. Everything else about them is {@code spring.datasource}.
 */
@Validated
@ConfigurationProperties("firebreak.database.connections")
record BulkheadSettings(
        @DefaultValue("6") @Min(2) int paging,
        @DefaultValue("6") @Min(2) int timers,
        @DefaultValue("4") @Min(2) int steps,
        @DefaultValue("8") @Min(2) int people) {

    int of(DatabaseBulkhead lane) {
        return switch (lane) {
            case PAGING -> paging;
            case TIMERS -> timers;
            case STEPS -> steps;
            case PEOPLE -> people;
        };
    }
}
