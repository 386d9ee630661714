package dev.firebreak.alert.dedup;

import static dev.firebreak.alert.dedup.H2AlertStates.key;
import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which alerts belong to which incident, and what they say. */
@Repository
public class AlertRepository {

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    AlertRepository(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    public void write(List<AlertRecord> alerts) {
        batches.batchUpdate(
                "update alert set incident_id = ? where source = ? and fingerprint = ? and starts_at = ?",
                alerts.stream().filter(alert -> alert.incident() != null).toList(),
                1_000,
                (row, alert) -> {
                    row.setString(1, alert.incident().value());
                    key(row, 2, alert.key());
                });
        batches.batchUpdate("""
                insert into alert_text (source, fingerprint, starts_at, name, severity, service, symptom, target, summary,
                    description, labels, runbook_url, source_url, incomplete)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", alerts, 1_000, (row, alert) -> {
            key(row, 1, alert.key());
            row.setString(4, alert.summary().name());
            row.setString(5, alert.summary().severity());
            row.setString(6, alert.summary().service());
            row.setString(7, alert.summary().symptom());
            row.setString(8, alert.summary().target());
            row.setString(9, alert.summary().summary());
            row.setString(10, alert.summary().description());
            row.setString(11, alert.summary().labels());
            row.setString(12, alert.summary().runbookUrl());
            row.setString(13, alert.summary().sourceUrl());
            row.setBoolean(14, alert.incomplete());
        });
    }

    /** By fingerprint, the newest incident it ever belonged to: names of incidents sort by time. */
    public Map<String, IncidentId> newestIncidents(String source, Collection<String> fingerprints) {
        return batches.execute((Connection connection) -> {
            var newest = new HashMap<String, IncidentId>();
            try (var statement = connection.prepareStatement(
                    "select fingerprint, max(incident_id) from alert where source = ? and fingerprint = any(?)"
                            + " and incident_id is not null group by fingerprint")) {
                statement.setString(1, source);
                statement.setArray(2, connection.createArrayOf("varchar", fingerprints.toArray()));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        newest.put(rows.getString(1), new IncidentId(rows.getString(2)));
                    }
                }
            }
            return newest;
        });
    }

    /** When the alert that fires now under this name began, for messages that don't say which one they mean. */
    Optional<Instant> beganFiring(String source, String fingerprint) {
        return jdbc.sql("select max(starts_at) from alert where source = ? and fingerprint = ? and resolved_in is null")
                .param(source)
                .param(fingerprint)
                .query((row, n) -> Optional.ofNullable(instant(row, 1)))
                .single();
    }

    /** When those that fire now under the start of an alert that was resolved began, by that alert. */
    public Map<Alert.Key, Instant> comebacks(Collection<Alert.Key> resolved) {
        var bySource = resolved.stream()
                .collect(Collectors.groupingBy(
                        Alert.Key::source, Collectors.mapping(Alert.Key::fingerprint, Collectors.toSet())));
        return batches.execute((Connection connection) -> {
            var began = new HashMap<Alert.Key, Instant>();
            try (var statement = connection.prepareStatement(
                    "select source, fingerprint, comeback_of, max(starts_at) from alert where source = ? and fingerprint = any(?)"
                            + " and comeback_of is not null and resolved_in is null"
                            + " group by source, fingerprint, comeback_of")) {
                for (var source : bySource.entrySet()) {
                    statement.setString(1, source.getKey());
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "varchar", source.getValue().toArray()));
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            var of = new Alert.Key(rows.getString(1), rows.getString(2), instant(rows, 3));
                            began.put(of, instant(rows, 4));
                        }
                    }
                }
            }
            return began;
        });
    }

    /** @param comebacks which each is a comeback of */
    public void comeBack(Map<Alert.Key, Alert.Key> comebacks) {
        batches.batchUpdate(
                "update alert set comeback_of = ? where source = ? and fingerprint = ? and starts_at = ?",
                comebacks.entrySet(),
                1_000,
                (row, comeback) -> {
                    row.setObject(1, at(comeback.getValue().startsAt()));
                    key(row, 2, comeback.getKey());
                });
    }

    /** Those of these incidents that have an alert which still fires. */
    public Set<IncidentId> firing(Collection<IncidentId> incidents) {
        return jdbc.sql("select id from incident where id in (:ids) and exists"
                        + " (select 1 from alert where incident_id = incident.id and resolved_in is null)")
                .param("ids", incidents.stream().map(IncidentId::value).toList())
                .query((row, n) -> new IncidentId(row.getString("id")))
                .set();
    }

    /** After a merge, the alerts and the groups of the one are the other's. */
    public void move(IncidentId from, IncidentId to) {
        for (var table : List.of("alert", "alert_slot")) {
            jdbc.sql("update " + table + " set incident_id = ? where incident_id = ?")
                    .param(to.value())
                    .param(from.value())
                    .update();
        }
    }

    /** All open incidents that have an alert to be marked, however many those are. */
    public List<IncidentId> openWithSilent(Instant notSeenSince) {
        return jdbc.sql("select id from incident where status in (:open) and exists"
                        + " (select 1 from alert where incident_id = incident.id and resolved_in is null and not stale"
                        + " and last_seen < :notSeenSince) order by id")
                .param("open", IncidentStatus.openNames())
                .param("notSeenSince", at(notSeenSince))
                .query((row, n) -> new IncidentId(row.getString("id")))
                .list();
    }

    /** Marks what was not seen since; answers how many. */
    public int markStale(IncidentId incident, Instant notSeenSince) {
        return jdbc.sql("update alert set stale = true"
                        + " where incident_id = ? and resolved_in is null and not stale and last_seen < ?")
                .param(incident.value())
                .param(at(notSeenSince))
                .update();
    }
}
