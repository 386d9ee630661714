package dev.firebreak.alert;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.SortedSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the process of an incident when the last of its alerts is resolved, and when one fires again: once each. The
 * incident is locked before its alerts are counted, so that of two nodes that resolve the last two, the later one sees
 * both.
 */
@Component
class Clearance {

    private final JdbcClient jdbc;
    private final KeptAlerts kept;
    private final OpenIncidents open;
    private final Lifecycle lifecycle;

    Clearance(JdbcClient jdbc, KeptAlerts kept, OpenIncidents open, Lifecycle lifecycle) {
        this.jdbc = jdbc;
        this.kept = kept;
        this.open = open;
        this.lifecycle = lifecycle;
    }

    void tell(SortedSet<IncidentId> touched) {
        for (var incident : touched) {
            open.lock(incident).ifPresent(this::tell);
        }
    }

    private void tell(IncidentId incident) {
        open.takeOver(incident);
        var told = wasTold(incident);
        var clear = kept.firing(incident) == 0;
        if (clear == told) {
            return;
        }
        jdbc.sql("update alert_clearance set cleared = ? where incident_id = ?")
                .param(clear)
                .param(incident.value())
                .update();
        if (clear) {
            lifecycle.alertsCleared(incident);
        } else {
            lifecycle.alertsFiredAgain(incident);
        }
    }

    /** Whether it was told that all is clear. */
    private boolean wasTold(IncidentId incident) {
        jdbc.sql("insert into alert_clearance (incident_id, cleared) values (?, false) on conflict do nothing")
                .param(incident.value())
                .update();
        return jdbc.sql("select cleared from alert_clearance where incident_id = ?")
                .param(incident.value())
                .query(Boolean.class)
                .single();
    }
}
