package dev.firebreak.alert.pipeline;

import dev.firebreak.access.SenderRefused;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.OpenIncidents;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Firebreak's own alerts about alerts that are being lost. Grouped by kind and source, told at most once an hour each, and
 * each kind capped, so that no loop can form (guarantees.md D21) and whoever makes one kind of noise silences no other. They name
 * no target: no runbook acts on them.
 */
@Component
public class SelfMonitoring {

    static final String SOURCE = "firebreak";

    private static final Duration QUIET = Duration.ofHours(1);
    private static final int IN_AN_HOUR = 10;

    private static final Logger log = LoggerFactory.getLogger(SelfMonitoring.class);

    private final AlertGroups groups;
    private final OpenIncidents open;
    private final Lifecycle lifecycle;
    private final Timeline timeline;
    private final RejectionLog rejections;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SelfMonitoring(
            AlertGroups groups,
            OpenIncidents open,
            Lifecycle lifecycle,
            Timeline timeline,
            RejectionLog rejections,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.groups = groups;
        this.open = open;
        this.lifecycle = lifecycle;
        this.timeline = timeline;
        this.rejections = rejections;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener
    void refused(SenderRefused sender) {
        raise(
                "sender-refused",
                sender.source(),
                "A sender of alerts is being refused: its alerts are lost",
                "%s from %s showed no valid token %d times within %s."
                        .formatted(sender.source(), sender.remotes(), sender.times(), sender.within()));
    }

    @EventListener
    void trouble(NodeTrouble trouble) {
        raise(trouble.kind(), trouble.node(), trouble.title(), trouble.details());
    }

    public void tooBig(String source, long limit) {
        raise(
                "alerts-refused",
                source,
                "Alerts of " + source + " were refused: raise the limit or set max_alerts",
                "A delivery was larger than firebreak.alert.max-body, %d bytes. The sender won't repeat it."
                        .formatted(limit));
    }

    public void unreadable(String source, String why) {
        raise(
                "alerts-unreadable",
                source,
                "Alerts of " + source + " can't be read",
                "The sender won't repeat them; the head is kept as a dead letter. " + why);
    }

    /** Never in the way of the one who reports: done aside, or not at all where too much is to be told. */
    private void raise(String kind, String source, String title, String details) {
        rejections.run(() -> transaction.executeWithoutResult(status -> tell(kind, source, title, details)));
    }

    /** The cap is looked at before anything is written: two nodes may both find room for one more. */
    private void tell(String kind, String source, String title, String details) {
        var now = clock.instant();
        if (groups.toldSince(SOURCE, kind, now.minus(QUIET)) >= IN_AN_HOUR) {
            log.warn("{} ({}), not told: enough of that was told within the hour", title, details);
            return;
        }
        var key = AlertGroup.Key.of(SOURCE, kind + " " + source);
        var slot = groups.lockOne(key);
        if (groups.tell(key, now, now.minus(QUIET))) {
            var known = Optional.ofNullable(slot.incident()).flatMap(open::lock);
            known.ifPresent(incident -> timeline.add(incident, title, SOURCE, details));
            slot.leadTo(known.orElseGet(() -> lifecycle.open(new IncidentReport(
                    title, SOURCE, kind, null, SOURCE, details, false, Map.of("alertSeverity", "high")))));
            groups.save(List.of(slot));
        }
    }
}
