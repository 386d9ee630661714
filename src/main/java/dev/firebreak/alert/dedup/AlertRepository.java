package dev.firebreak.alert.dedup;

import static dev.firebreak.alert.dedup.H2AlertStates.key;
import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of alerts: which incident each belongs to, since when it fires, whether it is stale. */
@Repository
public class AlertRepository {

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    AlertRepository(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** Stores the incident of each alert. */
    public void assign(Map<Alert.Key, IncidentId> incidents) {
        batches.batchUpdate(
                "update alert set incident_id = ? where source = ? and fingerprint = ? and starts_at = ?",
                incidents.entrySet(),
                1_000,
                (row, alert) -> {
                    row.setString(1, alert.getValue().value());
                    key(row, 2, alert.getKey());
                });
    }

    /** By fingerprint, the newest incident that the alert ever belonged to: names of incidents sort by time. */
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

    /** @param refires each alert that fires again, with the resolved alert that it repeats */
    void markRefires(Map<Alert.Key, Alert.Key> refires) {
        if (refires.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                "update alert set comeback_of = ? where source = ? and fingerprint = ? and starts_at = ?",
                refires.entrySet(),
                1_000,
                (row, refire) -> {
                    row.setObject(1, at(refire.getValue().startsAt()));
                    key(row, 2, refire.getKey());
                });
    }

    /** Those of the incidents that have a firing alert. */
    public Set<IncidentId> firing(Collection<IncidentId> incidents) {
        return jdbc.sql("select id from incident where id in (:ids) and exists"
                        + " (select 1 from alert where incident_id = incident.id and resolved_in is null)")
                .param("ids", incidents.stream().map(IncidentId::value).toList())
                .query((row, n) -> new IncidentId(row.getString("id")))
                .set();
    }

    /** By incident, how many alerts of its groups the senders left out of their last payloads; those without are missing. */
    public Map<IncidentId, Long> unsent(Collection<IncidentId> incidents) {
        var unsent = new HashMap<IncidentId, Long>();
        jdbc.sql("select incident_id, sum(truncated) as unsent from alert_slot where incident_id in (:ids)"
                        + " and truncated > 0 group by incident_id")
                .param("ids", incidents.stream().map(IncidentId::value).toList())
                .query(row -> {
                    unsent.put(new IncidentId(row.getString("incident_id")), row.getLong("unsent"));
                });
        return unsent;
    }

    /** After a merge: the alerts and groups of one incident now belong to the other. */
    public void move(IncidentId from, IncidentId to) {
        for (var table : List.of("alert", "alert_slot", "attached_group")) {
            jdbc.sql("update " + table + " set incident_id = ? where incident_id = ?")
                    .param(to.value())
                    .param(from.value())
                    .update();
        }
    }

    /** Every open incident with a firing alert that is not marked stale yet and was last received before that time. */
    public List<IncidentId> openWithSilent(Instant notSeenSince) {
        return jdbc.sql("select id from incident where status in (:open) and exists"
                        + " (select 1 from alert where incident_id = incident.id and resolved_in is null and not stale"
                        + " and last_seen < :notSeenSince) order by id")
                .param("open", IncidentStatus.openNames())
                .param("notSeenSince", at(notSeenSince))
                .query((row, n) -> new IncidentId(row.getString("id")))
                .list();
    }

    /** Marks firing alerts that were last received before that time; answers how many. */
    public int markStale(IncidentId incident, Instant notSeenSince) {
        return jdbc.sql("update alert set stale = true"
                        + " where incident_id = ? and resolved_in is null and not stale and last_seen < ?")
                .param(incident.value())
                .param(at(notSeenSince))
                .update();
    }
}
