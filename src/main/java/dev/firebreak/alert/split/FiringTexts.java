package dev.firebreak.alert.split;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads firing alerts back from their stored texts, whose long labels are cut. */
@Repository
class FiringTexts {

    /** More make an incident no worse. */
    private static final int LIMIT = 2_000;

    private final JdbcClient jdbc;

    FiringTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the groups that fire in the incident, the first seen first. */
    List<Alert> of(IncidentId incident, Collection<AlertGroup.Key> groups) {
        var bySource = new TreeMap<String, List<String>>();
        groups.forEach(key -> bySource.computeIfAbsent(key.source(), source -> new ArrayList<>())
                .add(key.groupHash()));
        return bySource.entrySet().stream()
                .flatMap(source -> of(incident, source.getKey(), source.getValue()).stream())
                .toList();
    }

    /** By source, because H2 finds no plan for pairs of columns here. */
    private List<Alert> of(IncidentId incident, String source, List<String> hashes) {
        return jdbc.sql("select t.* from alert a"
                        + " join alert_text t on t.source = a.source and t.fingerprint = a.fingerprint"
                        + " and t.starts_at = a.starts_at"
                        + " where a.incident_id = :incident and a.resolved_in is null"
                        + " and t.source = :source and t.group_hash in (:hashes)"
                        + " order by a.first_seen, a.fingerprint limit :limit")
                .param("incident", incident.value())
                .param("source", source)
                .param("hashes", hashes)
                .param("limit", LIMIT)
                .query(FiringTexts::alert)
                .list();
    }

    private static Alert alert(ResultSet row, int n) throws SQLException {
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("summary", row.getString("summary"));
        var description = row.getString("description");
        if (description != null) {
            annotations.put("description", description);
        }
        return new Alert(
                row.getString("fingerprint"),
                instant(row, "starts_at"),
                null,
                true,
                labels(row.getString("labels")),
                annotations,
                row.getString("source_url"),
                row.getBoolean("incomplete"));
    }

    private static Map<String, String> labels(String stored) {
        var labels = new LinkedHashMap<String, String>();
        stored.lines().forEach(line -> {
            var at = line.indexOf('=');
            if (at > 0) {
                labels.putIfAbsent(line.substring(0, at), line.substring(at + 1));
            }
        });
        return labels;
    }
}
