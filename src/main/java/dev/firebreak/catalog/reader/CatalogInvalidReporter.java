package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.CatalogInvalid;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reports the errors of an invalid catalogue instead of a stack trace, each on a line of its own: the log replaces
 * newlines. The application exits with code 1.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class CatalogInvalidReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CatalogInvalid invalid) {
                report(invalid);
                return true;
            }
        }
        return false;
    }

    private static void report(CatalogInvalid invalid) {
        var log = LoggerFactory.getLogger("firebreak");
        log.error("Firebreak did not start: {}. Correct what follows and start it again.", invalid.getMessage());
        invalid.errors().forEach(error -> log.error("  {}", error));
    }
}
