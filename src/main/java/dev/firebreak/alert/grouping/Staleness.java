package dev.firebreak.alert.grouping;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Alerts that fire and of which nothing is heard any more: the resolve may have been lost (guarantees.md D5). They are marked,
 * and the commander is asked, once; closing stays with people.
 */
@Component
public class Staleness {

    private final AlertRepository kept;
    private final Timeline timeline;
    private final Lifecycle lifecycle;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Staleness(
            AlertRepository kept,
            Timeline timeline,
            Lifecycle lifecycle,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.kept = kept;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    public void mark() {
        var silence = settings.repeatInterval().multipliedBy(2);
        var since = clock.instant().minus(silence);
        kept.openWithSilent(since)
                .forEach(incident -> transaction.executeWithoutResult(status -> mark(incident, silence, since)));
    }

    private void mark(IncidentId incident, Duration silence, Instant since) {
        var stale = kept.markStale(incident, since);
        if (stale > 0) {
            var hours = silence.toString().substring(2).toLowerCase(Locale.ROOT);
            timeline.add(
                    incident,
                    stale + " firing not heard of for " + hours + ": ask the sender whether it still stands",
                    "alerts");
            lifecycle.alertsWentSilent(incident);
        }
    }
}
