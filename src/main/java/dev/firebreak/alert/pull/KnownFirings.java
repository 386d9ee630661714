package dev.firebreak.alert.pull;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentStatus;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The alerts of a source that fire as far as Firebreak knows. */
@Repository
class KnownFirings {

    /** Alertmanager's. Alerts that came in another format under the same source have others and are left alone. */
    static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    private final JdbcClient jdbc;

    KnownFirings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Firing(String fingerprint, Instant startsAt, String incident, String name, String service) {}

    /** Those of open incidents that were last heard of before that time. */
    List<Firing> silentSince(String source, Instant time) {
        return jdbc
                .sql("""
                        select a.fingerprint, a.starts_at, a.incident_id, t.name, t.service from alert a
                        join alert_text t on t.source = a.source and t.fingerprint = a.fingerprint and t.starts_at = a.starts_at
                        join incident i on i.id = a.incident_id
                        where a.source = :source and a.resolved_in is null and a.last_seen < :time and i.status in (:open)
                        order by a.fingerprint""")
                .param("source", source)
                .param("time", at(time))
                .param("open", IncidentStatus.openNames())
                .query((row, n) -> new Firing(
                        row.getString("fingerprint"),
                        instant(row, "starts_at"),
                        row.getString("incident_id"),
                        row.getString("name"),
                        row.getString("service")))
                .list()
                .stream()
                .filter(firing -> FINGERPRINT.matcher(firing.fingerprint()).matches())
                .toList();
    }

    /** Whether others of its group join the incident of an alert, or the one that it was merged into. */
    enum Lead {
        OPEN,
        MERGED,
        NONE;

        private static Lead of(String status) {
            var known = status == null ? null : IncidentStatus.valueOf(status);
            return known == IncidentStatus.MERGED ? MERGED : known != null && known.isOpen() ? OPEN : NONE;
        }
    }

    record Known(Instant startsAt, Lead lead) {}

    /** All that fire, by fingerprint, whether people have closed their incident or not. */
    Map<String, Known> firing(String source) {
        var firing = new HashMap<String, Known>();
        jdbc.sql("""
                        select a.fingerprint, a.starts_at, i.status from alert a left join incident i on i.id = a.incident_id
                        where a.source = ? and a.resolved_in is null""").param(source).query((ResultSet row) -> {
            firing.merge(
                    row.getString("fingerprint"),
                    new Known(instant(row, "starts_at"), Lead.of(row.getString("status"))),
                    (one, other) -> one.lead().compareTo(other.lead()) <= 0 ? one : other);
        });
        return firing;
    }

    /** By fingerprint, the incident of each alert that fires; an alert that belongs to none is left out. */
    Map<String, String> incidents(String source) {
        var incidents = new HashMap<String, String>();
        jdbc.sql("select fingerprint, incident_id from alert"
                        + " where source = ? and resolved_in is null and incident_id is not null")
                .param(source)
                .query(row -> {
                    incidents.put(row.getString("fingerprint"), row.getString("incident_id"));
                });
        return incidents;
    }
}
