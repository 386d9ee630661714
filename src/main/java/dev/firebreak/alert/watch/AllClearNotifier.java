package dev.firebreak.alert.watch;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notifies the process of an incident when the last of its alerts is resolved, and when one fires again: once each. The
 * incident is locked before its alerts are counted, so that when two nodes resolve the last two alerts, the
 * later node sees both as resolved. Alerts that the sender left out may still fire, so there is no all-clear while there
 * are any (guarantees.md D6). The all-clear of an incident that flaps is held back until it has held.
 */
@Component
public class AllClearNotifier {

    private final JdbcClient jdbc;
    private final AlertRepository alerts;
    private final MergedIncidents merged;
    private final Flapping flapping;
    private final Lifecycle lifecycle;
    private final Timeline timeline;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AllClearNotifier(
            JdbcClient jdbc,
            AlertRepository alerts,
            MergedIncidents merged,
            Flapping flapping,
            Lifecycle lifecycle,
            Timeline timeline,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.alerts = alerts;
        this.merged = merged;
        this.flapping = flapping;
        this.lifecycle = lifecycle;
        this.timeline = timeline;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param open open incidents whose alerts changed, locked */
    public void notifyProcesses(SortedSet<IncidentId> open) {
        if (open.isEmpty()) {
            return;
        }
        merged.takeOver(open);
        var clear = notifiedClear(open);
        var firing = alerts.firing(open);
        var resolved =
                open.stream().filter(incident -> !firing.contains(incident)).toList();
        var unsent = resolved.isEmpty() ? Map.<IncidentId, Long>of() : alerts.unsent(resolved);
        var flaps = flapping.flapping(resolved);
        for (var incident : open) {
            if (firing.contains(incident)) {
                if (clear.contains(incident)) {
                    notifyProcess(incident, false);
                }
            } else if (unsent.containsKey(incident)) {
                reportUnsent(incident, unsent.get(incident));
            } else if (!clear.contains(incident)) {
                clear(incident, flaps.contains(incident));
            }
        }
    }

    private void clear(IncidentId incident, boolean flaps) {
        if (flaps) {
            createIfMissing(jdbc, incident);
            setClearDue(incident, true);
        } else {
            notifyProcess(incident, true);
        }
    }

    private void reportUnsent(IncidentId incident, long unsent) {
        timeline.add(
                incident,
                "Every alert that was sent is resolved, but " + unsent + " that were not sent may still fire:"
                        + " check at the source",
                "alerts");
    }

    /** Gives the all-clears that were held back, where no alert fired in the meantime. */
    public void releaseDue() {
        jdbc.sql("select incident_id from alert_clearance where clear_due <= ?")
                .param(at(clock.instant()))
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .list()
                .forEach(incident -> transaction.executeWithoutResult(status -> release(incident)));
    }

    private void release(IncidentId incident) {
        var open = merged.lockOpen(incident);
        setClearDue(incident, false);
        open.filter(found -> found.equals(incident))
                .filter(found -> alerts.firing(List.of(found)).isEmpty())
                .filter(found -> alerts.unsent(List.of(found)).isEmpty())
                .filter(found -> notifiedClear(List.of(found)).isEmpty())
                .ifPresent(found -> notifyProcess(found, true));
    }

    private void setClearDue(IncidentId incident, boolean due) {
        jdbc.sql("update alert_clearance set clear_due = ? where incident_id = ?")
                .param(at(due ? clock.instant().plus(Flapping.HOLD) : null))
                .param(incident.value())
                .update();
    }

    private void notifyProcess(IncidentId incident, boolean clear) {
        remember(incident, clear);
        if (clear) {
            lifecycle.alertsCleared(incident);
        } else {
            lifecycle.alertsFiredAgain(incident);
        }
    }

    /** The process has seen for itself that alerts fire, and waits until they clear. */
    void awaitAllClear(IncidentId incident) {
        remember(incident, false);
    }

    private void remember(IncidentId incident, boolean clear) {
        createIfMissing(jdbc, incident);
        jdbc.sql("update alert_clearance set cleared = ? where incident_id = ?")
                .param(clear)
                .param(incident.value())
                .update();
    }

    static void createIfMissing(JdbcClient jdbc, IncidentId incident) {
        jdbc.sql("insert into alert_clearance (incident_id, cleared) values (?, false) on conflict do nothing")
                .param(incident.value())
                .update();
    }

    private Set<IncidentId> notifiedClear(Collection<IncidentId> all) {
        return jdbc.sql("select incident_id from alert_clearance where cleared and incident_id in (:ids)")
                .param("ids", all.stream().map(IncidentId::value).toList())
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .set();
    }
}
