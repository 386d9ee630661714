package dev.firebreak.alert.watch;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notifies the process of an incident when the last of its alerts is resolved, and when one fires again: once each. The
 * incident is locked before its alerts are counted, so that when two nodes resolve the last two alerts, the
 * later node sees both as resolved.
 */
@Component
public class AllClearNotifier {

    private final JdbcClient jdbc;
    private final AlertRepository alerts;
    private final MergedIncidents merged;
    private final Lifecycle lifecycle;

    AllClearNotifier(JdbcClient jdbc, AlertRepository alerts, MergedIncidents merged, Lifecycle lifecycle) {
        this.jdbc = jdbc;
        this.alerts = alerts;
        this.merged = merged;
        this.lifecycle = lifecycle;
    }

    /** @param open open incidents whose alerts changed, locked */
    public void notifyProcesses(SortedSet<IncidentId> open) {
        if (open.isEmpty()) {
            return;
        }
        merged.takeOver(open);
        var clear = notifiedClear(open);
        var firing = alerts.firing(open);
        for (var incident : open) {
            if (firing.contains(incident) == clear.contains(incident)) {
                notifyProcess(incident, !firing.contains(incident));
            }
        }
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
        jdbc.sql("insert into alert_clearance (incident_id, cleared) values (?, false) on conflict do nothing")
                .param(incident.value())
                .update();
        jdbc.sql("update alert_clearance set cleared = ? where incident_id = ?")
                .param(clear)
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
