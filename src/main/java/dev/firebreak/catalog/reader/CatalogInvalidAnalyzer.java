package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.CatalogInvalid;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the errors of an invalid catalogue instead of a stack trace; the application exits with code 1. */
class CatalogInvalidAnalyzer extends AbstractFailureAnalyzer<CatalogInvalid> {

    @Override
    protected FailureAnalysis analyze(Throwable root, CatalogInvalid cause) {
        var lines = String.join("\n", cause.errors());
        return new FailureAnalysis(
                "The catalogue is invalid:\n\n" + lines, "Correct these errors and start Firebreak again.", cause);
    }
}
