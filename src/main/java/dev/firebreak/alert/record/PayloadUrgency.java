package dev.firebreak.alert.record;

import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * How bad alerts may be, before any decision runs: the worst severity that their facts allow. Danger to life, and what
 * is or may be a security issue, counts as P1.
 */
@Component
public class PayloadUrgency {

    private final CurrentCatalog catalog;
    private final SeverityWords words;

    PayloadUrgency(CurrentCatalog catalog, SeverityWords words) {
        this.catalog = catalog;
        this.words = words;
    }

    /** Of the alerts that fire from now on. */
    public Severity of(PayloadChanges payload) {
        return Lifecycle.worstPossible(inputs(payload).toVariables());
    }

    /** The service of the worst alert that fires from now on. */
    public String service(PayloadChanges payload) {
        return AlertSummary.service(inputs(payload).leading());
    }

    /** The services of all alerts that fire from now on. */
    public Set<String> services(PayloadChanges payload) {
        return payload.firing().stream()
                .map(change -> AlertSummary.service(change.alert()))
                .collect(Collectors.toSet());
    }

    private SeverityInputs inputs(PayloadChanges payload) {
        return new SeverityInputs(
                payload.firing().stream().map(AlertChange::alert).toList(),
                payload.payload().source(),
                words,
                catalog.current());
    }
}
