package dev.firebreak.alert.dedup;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.IncidentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads first, then writes: on H2 there is one node, and {@code BatchProcessor} applies one batch at a time. */
class H2AlertStates implements AlertStates {

    /** One by one: joined with an array, H2 scans the whole table for each element. */
    private static final String SELECT =
            "select resolved_in, incident_id, resolved_at from alert where source = ? and fingerprint = ? and starts_at = ?";

    private static final String UPDATE = """
            update alert set resolved_in = coalesce(resolved_in, ?),
                resolved_at = greatest(coalesce(resolved_at, ?), coalesce(?, resolved_at)), ends_at = greatest(coalesce(ends_at, ?), coalesce(?, ends_at)),
                first_seen = least(first_seen, ?), last_seen = greatest(last_seen, ?), seen = seen + ?, stale = false
            where source = ? and fingerprint = ? and starts_at = ?""";

    private static final String INSERT = """
            insert into alert (resolved_in, resolved_at, ends_at, first_seen, last_seen, seen, source, fingerprint, starts_at, first_in)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;

    H2AlertStates(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Alert.Key, AlertState> join(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates) {
        var states = stored(updates);
        var unseen = new ArrayList<AlertUpdate>();
        var known = new ArrayList<AlertUpdate>();
        for (var update : updates.values()) {
            (states.containsKey(update.key()) ? known : unseen).add(update);
        }
        update(batch, known);
        insert(batch, unseen);
        unseen.forEach(update -> states.put(update.key(), new AlertState(true, update.resolved(), null, null)));
        return states;
    }

    private Map<Alert.Key, AlertState> stored(SortedMap<Alert.Key, AlertUpdate> updates) {
        return jdbc.execute((Connection connection) -> {
            var states = new HashMap<Alert.Key, AlertState>();
            try (var statement = connection.prepareStatement(SELECT)) {
                for (var update : updates.values()) {
                    key(statement, 1, update.key());
                    try (var row = statement.executeQuery()) {
                        if (row.next()) {
                            states.put(update.key(), state(row, update));
                        }
                    }
                }
            }
            return states;
        });
    }

    private static AlertState state(ResultSet row, AlertUpdate update) throws SQLException {
        var incident = row.getString(2);
        return new AlertState(
                false,
                row.getObject(1) == null && update.resolved(),
                row.getObject(1) == null ? null : AlertUpdate.later(instant(row, 3), update.resolvedAt()),
                incident == null ? null : new IncidentId(incident));
    }

    private void update(UUID batch, Collection<AlertUpdate> known) {
        jdbc.batchUpdate(UPDATE, known, 1_000, (row, update) -> {
            row.setObject(1, update.resolved() ? batch : null);
            row.setObject(2, at(update.resolvedAt()));
            row.setObject(3, at(update.resolvedAt()));
            row.setObject(4, at(update.endsAt()));
            row.setObject(5, at(update.endsAt()));
            row.setObject(6, at(update.firstSeen()));
            row.setObject(7, at(update.lastSeen()));
            row.setLong(8, update.times());
            key(row, 9, update.key());
        });
    }

    private void insert(UUID batch, Collection<AlertUpdate> unseen) {
        jdbc.batchUpdate(INSERT, unseen, 1_000, (row, update) -> {
            row.setObject(1, update.resolved() ? batch : null);
            row.setObject(2, at(update.resolvedAt()));
            row.setObject(3, at(update.endsAt()));
            row.setObject(4, at(update.firstSeen()));
            row.setObject(5, at(update.lastSeen()));
            row.setLong(6, update.times());
            key(row, 7, update.key());
            row.setObject(10, batch);
        });
    }

    static void key(PreparedStatement row, int from, Alert.Key key) throws SQLException {
        row.setString(from, key.source());
        row.setString(from + 1, key.fingerprint());
        row.setObject(from + 2, at(key.startsAt()));
    }
}
