package dev.firebreak.alert.grouping;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the process of an incident when the last of its alerts is resolved, and when one fires again: once each. The
 * incident is locked before its alerts are counted, so that of two nodes that resolve the last two, the later one sees
 * both.
 */
@Component
public class AllClearNotifier {

    private final JdbcClient jdbc;
    private final AlertRepository kept;
    private final OpenIncidents incidents;
    private final Lifecycle lifecycle;

    AllClearNotifier(JdbcClient jdbc, AlertRepository kept, OpenIncidents incidents, Lifecycle lifecycle) {
        this.jdbc = jdbc;
        this.kept = kept;
        this.incidents = incidents;
        this.lifecycle = lifecycle;
    }

    public void tell(OpenIncidents.Look look, SortedSet<IncidentId> touched) {
        look.lock(touched);
        var open = touched.stream()
                .map(look::open)
                .flatMap(Optional::stream)
                .collect(toCollection(() -> new TreeSet<>(comparing(IncidentId::value))));
        if (open.isEmpty()) {
            return;
        }
        incidents.takeOver(open);
        var told = toldClear(open);
        var firing = kept.firing(open);
        for (var incident : open) {
            if (firing.contains(incident) == told.contains(incident)) {
                tell(incident, !firing.contains(incident));
            }
        }
    }

    private void tell(IncidentId incident, boolean clear) {
        remember(incident, clear);
        if (clear) {
            lifecycle.alertsCleared(incident);
        } else {
            lifecycle.alertsFiredAgain(incident);
        }
    }

    /** The process saw for itself that alerts fire, and waits for them to clear. */
    void isAwaited(IncidentId incident) {
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

    private Set<IncidentId> toldClear(Collection<IncidentId> all) {
        return jdbc.sql("select incident_id from alert_clearance where cleared and incident_id in (:ids)")
                .param("ids", all.stream().map(IncidentId::value).toList())
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .set();
    }
}
