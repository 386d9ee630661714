package dev.firebreak.alert.record;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.format.Alert;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Sorts the alerts of a payload that is applied in pieces, so that its first piece has the worst. */
@Component
public class WorstFirst {

    private static final Comparator<AlertStatement> ORDER =
            Comparator.comparing(AlertStatement::down).reversed().thenComparing(AlertStatement.WORST_FIRST);

    private final SeverityWords words;

    WorstFirst(SeverityWords words) {
        this.words = words;
    }

    /** Messages about the same alert keep their order. */
    public List<Alert> sorted(AlertSource source, List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> AlertStatement.of(alert, source, words))
                .sorted(ORDER)
                .map(AlertStatement::alert)
                .toList();
    }
}
