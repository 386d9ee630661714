package dev.firebreak.alert.watch;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.AlertWatch;
import dev.firebreak.lifecycle.FiringAlerts;
import dev.firebreak.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers which alerts of an incident fire, with those of the incidents that were merged into it. */
@Component
class FiringAlertsQuery implements AlertWatch {

    private static final int NAMED = 5;

    private final JdbcClient jdbc;
    private final AlertRepository alerts;
    private final MergedIncidents merged;
    private final AllClearNotifier allClear;

    private record Name(String name, String service, boolean stale) {}

    FiringAlertsQuery(JdbcClient jdbc, AlertRepository alerts, MergedIncidents merged, AllClearNotifier allClear) {
        this.jdbc = jdbc;
        this.alerts = alerts;
        this.merged = merged;
        this.allClear = allClear;
    }

    @Override
    public FiringAlerts firing(IncidentId incident) {
        merged.takeOver(List.of(incident));
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
        var unsent = alerts.unsent(List.of(incident)).getOrDefault(incident, 0L);
        if (!all.isEmpty() || unsent > 0) {
            allClear.awaitAllClear(incident);
        }
        return new FiringAlerts(
                all.size(), (int) all.stream().filter(Name::stale).count(), unsent, names(all));
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
