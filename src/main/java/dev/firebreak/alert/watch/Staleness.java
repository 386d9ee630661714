package dev.firebreak.alert.watch;

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
 * Marks firing alerts that the sender has stopped repeating: their resolve may be lost (guarantees.md D5). The
 * commander is asked once; only people close the incident.
 */
@Component
public class Staleness {

    private final AlertRepository alerts;
    private final Timeline timeline;
    private final Lifecycle lifecycle;
    private final IntakeSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Staleness(
            AlertRepository alerts,
            Timeline timeline,
            Lifecycle lifecycle,
            IntakeSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.alerts = alerts;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    public void mark() {
        var silence = settings.repeatInterval().multipliedBy(2);
        var since = clock.instant().minus(silence);
        alerts.openWithSilent(since)
                .forEach(incident -> transaction.executeWithoutResult(status -> mark(incident, silence, since)));
    }

    private void mark(IncidentId incident, Duration silence, Instant since) {
        var stale = alerts.markStale(incident, since);
        if (stale > 0) {
            var hours = silence.toString().substring(2).toLowerCase(Locale.ROOT);
            timeline.add(
                    incident,
                    (stale == 1 ? "1 firing alert" : stale + " firing alerts") + " not heard of for " + hours
                            + ": check at the source, they may be resolved",
                    "alerts");
            lifecycle.alertsWentSilent(incident);
        }
    }
}
