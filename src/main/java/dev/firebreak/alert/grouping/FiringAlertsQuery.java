package dev.firebreak.alert.grouping;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.AlertWatch;
import dev.firebreak.lifecycle.FiringAlerts;
import dev.firebreak.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the lifecycle which alerts of an incident fire, those of what was merged into it, too. */
@Component
class FiringAlertsQuery implements AlertWatch {

    private static final int NAMED = 5;

    private final JdbcClient jdbc;
    private final OpenIncidents incidents;
    private final AllClearNotifier allClear;

    private record Name(String name, String service, boolean silent) {}

    FiringAlertsQuery(JdbcClient jdbc, OpenIncidents incidents, AllClearNotifier allClear) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.allClear = allClear;
    }

    @Override
    public FiringAlerts firing(IncidentId incident) {
        incidents.takeOver(List.of(incident));
        var all = jdbc.sql("""
                        select t.name, t.service, a.stale from alert a
                        join alert_text t on t.source = a.source and t.fingerprint = a.fingerprint and t.starts_at = a.starts_at
                        where a.incident_id = ? and a.resolved_in is null order by a.first_seen, a.fingerprint""")
                .param(incident.value())
                .query((row, n) -> new Name(
                        Text.preview(row.getString("name"), 60),
                        Text.preview(row.getString("service"), 40),
                        row.getBoolean("stale")))
                .list();
        if (!all.isEmpty()) {
            allClear.isAwaited(incident);
        }
        return new FiringAlerts(
                all.size(), (int) all.stream().filter(Name::silent).count(), names(all));
    }

    private static String names(List<Name> all) {
        var more = all.size() - NAMED;
        return all.stream()
                        .limit(NAMED)
                        .map(each -> each.name() + " on " + each.service())
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
