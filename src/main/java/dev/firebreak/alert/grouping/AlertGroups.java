package dev.firebreak.alert.grouping;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table of groups. Its row locks, taken before anything is read, make "one open incident per source and group" true
 * on any number of nodes. They are taken in key order, so that two nodes never wait for each other.
 */
@Repository
public class AlertGroups {

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    AlertGroups(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** Locks the groups of the payloads until the transaction ends; answers the group of each payload by its id. */
    public Map<UUID, AlertGroup> lock(List<AlertPayload> payloads) {
        var keys = new HashMap<UUID, AlertGroup.Key>();
        payloads.forEach(payload -> keys.put(payload.id(), AlertGroup.Key.of(payload)));
        var locked = lock(new TreeSet<>(keys.values()));
        var groups = new HashMap<UUID, AlertGroup>();
        keys.forEach((payload, key) -> groups.put(payload, locked.get(key)));
        return groups;
    }

    public AlertGroup lock(AlertGroup.Key key) {
        return lock(new TreeSet<>(List.of(key))).get(key);
    }

    /** Creates the groups that are missing. */
    public Map<AlertGroup.Key, AlertGroup> lock(SortedSet<AlertGroup.Key> keys) {
        var locked = select(keys);
        if (locked.size() < keys.size()) {
            var missing = new TreeSet<>(keys);
            missing.removeAll(locked.keySet());
            create(missing);
            locked.putAll(select(missing));
        }
        return locked;
    }

    private void create(SortedSet<AlertGroup.Key> keys) {
        batches.batchUpdate(
                "insert into alert_slot (source, group_hash, group_key) values (?, ?, ?) on conflict do nothing",
                keys,
                keys.size(),
                (row, key) -> {
                    row.setString(1, key.source());
                    row.setString(2, key.groupHash());
                    row.setString(3, key.groupKey());
                });
    }

    private Map<AlertGroup.Key, AlertGroup> select(SortedSet<AlertGroup.Key> keys) {
        var groups = new HashMap<AlertGroup.Key, AlertGroup>();
        if (keys.isEmpty()) {
            return groups;
        }
        var pairs = new ArrayList<Object[]>();
        var byName = new HashMap<String, AlertGroup.Key>();
        for (var key : keys) {
            pairs.add(new Object[] {key.source(), key.groupHash()});
            byName.put(key.source() + " " + key.groupHash(), key);
        }
        jdbc.sql(
                        "select * from alert_slot where (source, group_hash) in (:pairs) order by source, group_hash for update")
                .param("pairs", pairs)
                .query((row, n) -> group(row, byName))
                .list()
                .forEach(group -> groups.put(group.key(), group));
        return groups;
    }

    public void save(Collection<AlertGroup> changed) {
        if (changed.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                "update alert_slot set incident_id = ?, truncated = ?, attached = ? where source = ? and group_hash = ?",
                changed,
                changed.size(),
                (row, group) -> {
                    row.setString(
                            1,
                            group.incident() == null ? null : group.incident().value());
                    row.setLong(2, group.truncated());
                    row.setString(
                            3,
                            group.attached() == null ? null : group.attached().name());
                    row.setString(4, group.key().source());
                    row.setString(5, group.key().groupHash());
                });
    }

    /** Records that the group is reported now; false if it was already reported after {@code since}. */
    public boolean report(AlertGroup.Key key, Instant now, Instant since) {
        return jdbc.sql(
                                "update alert_slot set told_at = ? where source = ? and group_hash = ? and (told_at is null or told_at <= ?)")
                        .param(at(now))
                        .param(key.source())
                        .param(key.groupHash())
                        .param(at(since))
                        .update()
                == 1;
    }

    /** How many groups whose key begins with this word were reported since then. */
    public long reportedSince(String source, String kind, Instant since) {
        return jdbc.sql("select count(*) from alert_slot where source = ? and group_key like ? and told_at > ?")
                .param(source)
                .param(kind + " %")
                .param(at(since))
                .query(Long.class)
                .single();
    }

    private static AlertGroup group(ResultSet row, Map<String, AlertGroup.Key> byName) throws SQLException {
        var incident = row.getString("incident_id");
        var attached = row.getString("attached");
        return new AlertGroup(
                byName.get(row.getString("source") + " " + row.getString("group_hash")),
                incident == null ? null : new IncidentId(incident),
                row.getLong("truncated"),
                attached == null ? null : Attachment.Kind.valueOf(attached));
    }
}
