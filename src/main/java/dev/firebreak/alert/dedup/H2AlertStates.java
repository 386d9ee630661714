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

/** Looks first and writes then: on H2 there is one node, and {@code BatchProcessor} lets one round in at a time. */
class H2AlertStates implements AlertStates {

    /** One by one: joined with an array, H2 reads the whole table for each of its elements. */
    private static final String LOOK =
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
    public Map<Alert.Key, AlertState> join(UUID round, SortedMap<Alert.Key, AlertUpdate> sightings) {
        var states = known(sightings);
        var fresh = new ArrayList<AlertUpdate>();
        var repeated = new ArrayList<AlertUpdate>();
        for (var alertUpdate : sightings.values()) {
            (states.containsKey(alertUpdate.key()) ? repeated : fresh).add(alertUpdate);
        }
        update(round, repeated);
        insert(round, fresh);
        fresh.forEach(
                alertUpdate -> states.put(alertUpdate.key(), new AlertState(true, alertUpdate.resolved(), null, null)));
        return states;
    }

    private Map<Alert.Key, AlertState> known(SortedMap<Alert.Key, AlertUpdate> sightings) {
        return jdbc.execute((Connection connection) -> {
            var states = new HashMap<Alert.Key, AlertState>();
            try (var statement = connection.prepareStatement(LOOK)) {
                for (var alertUpdate : sightings.values()) {
                    key(statement, 1, alertUpdate.key());
                    try (var row = statement.executeQuery()) {
                        if (row.next()) {
                            states.put(alertUpdate.key(), state(row, alertUpdate));
                        }
                    }
                }
            }
            return states;
        });
    }

    private static AlertState state(ResultSet row, AlertUpdate alertUpdate) throws SQLException {
        var incident = row.getString(2);
        return new AlertState(
                false,
                row.getObject(1) == null && alertUpdate.resolved(),
                row.getObject(1) == null ? null : AlertUpdate.later(instant(row, 3), alertUpdate.resolvedAt()),
                incident == null ? null : new IncidentId(incident));
    }

    private void update(UUID round, Collection<AlertUpdate> repeated) {
        jdbc.batchUpdate(UPDATE, repeated, 1_000, (row, alertUpdate) -> {
            row.setObject(1, alertUpdate.resolved() ? round : null);
            row.setObject(2, at(alertUpdate.resolvedAt()));
            row.setObject(3, at(alertUpdate.resolvedAt()));
            row.setObject(4, at(alertUpdate.endsAt()));
            row.setObject(5, at(alertUpdate.endsAt()));
            row.setObject(6, at(alertUpdate.firstSeen()));
            row.setObject(7, at(alertUpdate.lastSeen()));
            row.setLong(8, alertUpdate.times());
            key(row, 9, alertUpdate.key());
        });
    }

    private void insert(UUID round, Collection<AlertUpdate> fresh) {
        jdbc.batchUpdate(INSERT, fresh, 1_000, (row, alertUpdate) -> {
            row.setObject(1, alertUpdate.resolved() ? round : null);
            row.setObject(2, at(alertUpdate.resolvedAt()));
            row.setObject(3, at(alertUpdate.endsAt()));
            row.setObject(4, at(alertUpdate.firstSeen()));
            row.setObject(5, at(alertUpdate.lastSeen()));
            row.setLong(6, alertUpdate.times());
            key(row, 7, alertUpdate.key());
            row.setObject(10, round);
        });
    }

    static void key(PreparedStatement row, int from, Alert.Key key) throws SQLException {
        row.setString(from, key.source());
        row.setString(from + 1, key.fingerprint());
        row.setObject(from + 2, at(key.startsAt()));
    }
}
