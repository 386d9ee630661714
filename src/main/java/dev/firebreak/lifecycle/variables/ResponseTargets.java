package dev.firebreak.lifecycle.variables;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Converts response targets of set-response-targets.dmn to points in time: PT15M, next-business-day, best-effort. */
@Component
public class ResponseTargets {

    private final CurrentCatalog catalog;

    ResponseTargets(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    /** A target in words for forms, such as {@code 30 min}; empty for none. */
    public static String words(Duration target) {
        return target == null ? "" : TimeText.of(target);
    }

    /** When a responder must have taken command, or null for best effort. */
    public Instant respondBy(String respondWithin, Instant since) {
        return switch (respondWithin) {
            case "best-effort" -> null;
            case "next-business-day" -> catalog.current().calendar().endOfNextBusinessDay(since);
            default -> since.plus(Duration.parse(respondWithin));
        };
    }
}
