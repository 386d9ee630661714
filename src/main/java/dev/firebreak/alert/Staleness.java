package dev.firebreak.alert;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Alerts that fire and of which nothing is heard any more: the resolve may have been lost (faults.md D5). They are marked
 * and told once; closing stays with people.
 */
@Component
class Staleness {

    private static final int OPEN_AT_MOST = 1_000;

    private final Incidents incidents;
    private final KeptAlerts kept;
    private final Timeline timeline;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Staleness(
            Incidents incidents,
            KeptAlerts kept,
            Timeline timeline,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.incidents = incidents;
        this.kept = kept;
        this.timeline = timeline;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    void mark() {
        incidents
                .list(true, OPEN_AT_MOST, 0)
                .forEach(incident -> transaction.executeWithoutResult(status -> mark(incident)));
    }

    private void mark(Incident incident) {
        var silence = settings.repeatInterval().multipliedBy(2);
        var stale = kept.markStale(incident.id(), clock.instant().minus(silence));
        if (stale > 0) {
            timeline.add(
                    incident.id(),
                    stale + " firing not heard of for "
                            + silence.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                            + ": ask the sender whether it still stands",
                    "alerts");
        }
    }
}
