package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.CatalogInvalid;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the catalogue in plain lines instead of a stack trace; the application ends with exit code 1. */
class CatalogInvalidAnalyzer extends AbstractFailureAnalyzer<CatalogInvalid> {

    @Override
    protected FailureAnalysis analyze(Throwable root, CatalogInvalid cause) {
        var lines = String.join("\n", cause.errors());
        return new FailureAnalysis(
                "The catalogue can't be used:\n\n" + lines, "Mend these places and start again.", cause);
    }
}
