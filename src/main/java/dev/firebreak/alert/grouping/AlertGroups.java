package dev.firebreak.alert.grouping;

import static dev.firebreak.database.Timestamps.at;

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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * One row a group. Its lock, taken before anything is looked at, makes "exactly one open incident per (source, group)"
 * true on any number of nodes; locks are taken in key order, so that two nodes never wait for each other.
 */
@Repository
public class AlertGroups {

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    AlertGroups(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** Creates what is missing and locks all until the transaction ends. */
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

    public AlertGroup lockOne(AlertGroup.Key key) {
        return lock(new TreeSet<>(List.of(key))).get(key);
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
        var slots = new HashMap<AlertGroup.Key, AlertGroup>();
        if (keys.isEmpty()) {
            return slots;
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
                .query((row, n) -> slot(row, byName))
                .list()
                .forEach(slot -> slots.put(slot.key(), slot));
        return slots;
    }

    public void save(Collection<AlertGroup> slots) {
        var changed = slots.stream().filter(AlertGroup::isChanged).toList();
        if (changed.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                "update alert_slot set incident_id = ?, truncated = ? where source = ? and group_hash = ?",
                changed,
                changed.size(),
                (row, slot) -> {
                    row.setString(
                            1, slot.incident() == null ? null : slot.incident().value());
                    row.setLong(2, slot.truncated());
                    row.setString(3, slot.key().source());
                    row.setString(4, slot.key().groupHash());
                });
    }

    /** Whether nothing was told about this group since then; if so, it is told now. */
    public boolean tell(AlertGroup.Key key, Instant now, Instant since) {
        return jdbc.sql(
                                "update alert_slot set told_at = ? where source = ? and group_hash = ? and (told_at is null or told_at <= ?)")
                        .param(at(now))
                        .param(key.source())
                        .param(key.groupHash())
                        .param(at(since))
                        .update()
                == 1;
    }

    /** How many groups whose key begins with that word were told about since then. */
    public long toldSince(String source, String kind, Instant since) {
        return jdbc.sql("select count(*) from alert_slot where source = ? and group_key like ? and told_at > ?")
                .param(source)
                .param(kind + " %")
                .param(at(since))
                .query(Long.class)
                .single();
    }

    private static AlertGroup slot(ResultSet row, Map<String, AlertGroup.Key> byName) throws SQLException {
        var incident = row.getString("incident_id");
        return new AlertGroup(
                byName.get(row.getString("source") + " " + row.getString("group_hash")),
                incident == null ? null : new IncidentId(incident),
                row.getLong("truncated"));
    }
}
