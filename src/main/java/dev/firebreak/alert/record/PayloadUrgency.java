package dev.firebreak.alert.record;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * How bad alerts may be, before any decision runs: the worst severity that their facts allow. Danger to life, and what
 * is or may be a security issue, counts as P1.
 */
@Component
public class PayloadUrgency {

    private final Catalog catalog;
    private final SeverityWords words;

    PayloadUrgency(Catalog catalog, SeverityWords words) {
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

    private SeverityInputs inputs(PayloadChanges payload) {
        return inputs(
                payload.firing().stream().map(AlertChange::alert).toList(),
                payload.payload().source());
    }

    private SeverityInputs inputs(List<Alert> firing, AlertSource source) {
        return new SeverityInputs(firing, source, words, catalog);
    }
}
