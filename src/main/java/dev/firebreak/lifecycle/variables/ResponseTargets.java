package dev.firebreak.lifecycle.variables;

import dev.firebreak.catalog.Catalog;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Turns the words of set-response-targets.dmn into moments: P15M, next-business-day, best-effort. */
@Component
public class ResponseTargets {

    private final Catalog catalog;

    ResponseTargets(Catalog catalog) {
        this.catalog = catalog;
    }

    /** When somebody must have taken it, or null for best effort. */
    public Instant respondBy(String respondWithin, Instant since) {
        return switch (respondWithin) {
            case "best-effort" -> null;
            case "next-business-day" -> catalog.calendar().endOfNextBusinessDay(since);
            default -> since.plus(Duration.parse(respondWithin));
        };
    }
}
