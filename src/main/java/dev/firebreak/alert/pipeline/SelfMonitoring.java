package dev.firebreak.alert.pipeline;

import dev.firebreak.access.PasswordGuessing;
import dev.firebreak.access.SenderRefused;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.MergedIncidents;
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
 * Firebreak's own incidents about alerts that are being lost. They are grouped by kind and source; each is reported at
 * most once an hour and each kind is capped, so that no loop can form (guarantees.md D21) and noise of one kind
 * silences no other. They name no target, so no runbook acts on them.
 */
@Component
public class SelfMonitoring {

    static final String SOURCE = "firebreak";

    private static final Duration REPEAT_AFTER = Duration.ofHours(1);
    private static final int MAX_IN_AN_HOUR = 10;

    private static final Logger log = LoggerFactory.getLogger(SelfMonitoring.class);

    private final AlertGroups groups;
    private final MergedIncidents merged;
    private final Lifecycle lifecycle;
    private final Timeline timeline;
    private final RejectionLog rejections;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SelfMonitoring(
            AlertGroups groups,
            MergedIncidents merged,
            Lifecycle lifecycle,
            Timeline timeline,
            RejectionLog rejections,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.groups = groups;
        this.merged = merged;
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

    @EventListener
    void guessing(PasswordGuessing attack) {
        raise(
                "password-guessing",
                "logins",
                "Passwords are being guessed",
                "%d wrong passwords for %s, the last from %s. Further attempts from there have to wait; where an account logged in before, its owner is not held up."
                        .formatted(attack.times(), attack.account(), attack.remote()));
    }

    /** @param call method and path, such as {@code PUT /api/alerts/alertmanager} */
    public void misdirected(String source, String call) {
        raise(
                "alerts-misdirected",
                source,
                "Alerts of " + source + " go to an address that takes none",
                "The sender calls " + call + " and drops its alerts. Alerts are sent by POST to /api/alerts/ and the"
                        + " name of a format, such as alertmanager.");
    }

    /** @param limit the limit in words, and what the sender's owner can do */
    public void tooBig(String source, String limit) {
        raise(
                "alerts-refused",
                source,
                "Alerts of " + source + " were refused: raise the limit or set max_alerts",
                "The sender won't repeat it: " + limit + ".");
    }

    public void unreadable(String source, String why) {
        raise(
                "alerts-unreadable",
                source,
                "Alerts of " + source + " can't be read",
                "The sender won't repeat them; the head is kept as a dead letter. " + why);
    }

    /** On another thread, and dropped under load, so that reporting never delays the caller. */
    private void raise(String kind, String source, String title, String details) {
        rejections.run(() -> transaction.executeWithoutResult(status -> report(kind, source, title, details)));
    }

    /** Reads the cap before it writes: two nodes may both find room for one more. */
    private void report(String kind, String source, String title, String details) {
        var now = clock.instant();
        if (groups.reportedSince(SOURCE, kind, now.minus(REPEAT_AFTER)) >= MAX_IN_AN_HOUR) {
            log.warn(
                    "{} ({}); not reported, since {} incidents of this kind were reported within the hour",
                    title,
                    details,
                    MAX_IN_AN_HOUR);
            return;
        }
        var key = AlertGroup.Key.of(SOURCE, kind + " " + source);
        var group = groups.lock(key);
        if (groups.report(key, now, now.minus(REPEAT_AFTER))) {
            var known = Optional.ofNullable(group.incident()).flatMap(merged::lockOpen);
            known.ifPresent(incident -> timeline.add(incident, title, SOURCE, details));
            var incident = known.orElseGet(() -> lifecycle.open(new IncidentReport(
                    title, SOURCE, kind, null, SOURCE, details, false, Map.of("alertSeverity", "high"))));
            groups.save(List.of(group.withIncident(incident)));
        }
    }
}
