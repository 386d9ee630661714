package dev.firebreak.alert;

import dev.firebreak.incident.IncidentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** One statement for all alerts of a round, in key order, so that two nodes never wait for each other. */
class PostgresAlertStates implements AlertStates {

    private static final String JOIN = """
            insert into alert (source, fingerprint, starts_at, first_in, resolved_in, ends_at, first_seen, last_seen, seen)
            select s.source, s.fingerprint, s.starts_at, ?, case when s.resolved then ? end,
                   s.ends_at, s.first_seen, s.last_seen, s.seen
            from unnest(?::text[], ?::text[], ?::timestamptz[], ?::boolean[],
                        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bigint[]) with ordinality
                 as s (source, fingerprint, starts_at, resolved, ends_at, first_seen, last_seen, seen, n)
            order by s.n
            on conflict (source, fingerprint, starts_at) do update set
                resolved_in = coalesce(alert.resolved_in, excluded.resolved_in),
                ends_at = greatest(alert.ends_at, excluded.ends_at),
                first_seen = least(alert.first_seen, excluded.first_seen),
                last_seen = greatest(alert.last_seen, excluded.last_seen),
                seen = alert.seen + excluded.seen,
                stale = false
            returning fingerprint, first_in = ? as fresh, coalesce(resolved_in = ?, false) as resolved_now, incident_id""";

    private final JdbcTemplate jdbc;

    PostgresAlertStates(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Alert.Key, State> join(UUID round, SortedMap<Alert.Key, Sighting> sightings) {
        return jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(JOIN)) {
                bind(statement, round, sightings.values());
                try (var rows = statement.executeQuery()) {
                    return states(rows, sightings.keySet());
                }
            }
        });
    }

    private static void bind(PreparedStatement statement, UUID round, Collection<Sighting> all) throws SQLException {
        var connection = statement.getConnection();
        statement.setObject(1, round);
        statement.setObject(2, round);
        statement.setArray(
                3, connection.createArrayOf("text", column(all, s -> s.key().source())));
        statement.setArray(
                4, connection.createArrayOf("text", column(all, s -> s.key().fingerprint())));
        statement.setArray(
                5, connection.createArrayOf("text", times(all, s -> s.key().startsAt())));
        statement.setArray(6, connection.createArrayOf("boolean", column(all, Sighting::resolved)));
        statement.setArray(7, connection.createArrayOf("text", times(all, Sighting::endsAt)));
        statement.setArray(8, connection.createArrayOf("text", times(all, Sighting::firstSeen)));
        statement.setArray(9, connection.createArrayOf("text", times(all, Sighting::lastSeen)));
        statement.setArray(10, connection.createArrayOf("bigint", column(all, Sighting::times)));
        statement.setObject(11, round);
        statement.setObject(12, round);
    }

    /** Rows come back in the order they went in; should that ever change, nothing is mixed up silently. */
    private static Map<Alert.Key, State> states(ResultSet rows, Collection<Alert.Key> keys) throws SQLException {
        var states = new HashMap<Alert.Key, State>(keys.size() * 2);
        for (var key : keys) {
            if (!rows.next() || !rows.getString(1).equals(key.fingerprint())) {
                throw new IllegalStateException("PostgreSQL answers in another order than it was asked");
            }
            var incident = rows.getString(4);
            states.put(
                    key,
                    new State(
                            rows.getBoolean(2),
                            rows.getBoolean(3),
                            incident == null ? null : new IncidentId(incident)));
        }
        return states;
    }

    private static Object[] column(Collection<Sighting> all, Function<Sighting, Object> value) {
        return all.stream().map(value).toArray();
    }

    private static Object[] times(Collection<Sighting> all, Function<Sighting, Instant> time) {
        return all.stream()
                .map(time)
                .map(at -> at == null ? null : at.toString())
                .toArray();
    }
}
