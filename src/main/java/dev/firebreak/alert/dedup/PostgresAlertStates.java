package dev.firebreak.alert.dedup;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
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

/** One statement for all alerts of a batch, in key order, so that two nodes never wait for each other. */
class PostgresAlertStates implements AlertStates {

    /** Times are sent as microseconds since 1970: parsing text would cost more than looking up the rows. */
    private static final String JOIN = """
            insert into alert (source, fingerprint, starts_at, first_in, resolved_in, resolved_at, ends_at, first_seen, last_seen, seen)
            select s.source, s.fingerprint, timestamptz 'epoch' + s.starts_at * interval '1 microsecond',
                   ?, case when s.resolved_at is not null then ? end,
                   timestamptz 'epoch' + s.resolved_at * interval '1 microsecond',
                   timestamptz 'epoch' + s.ends_at * interval '1 microsecond',
                   timestamptz 'epoch' + s.first_seen * interval '1 microsecond',
                   timestamptz 'epoch' + s.last_seen * interval '1 microsecond', s.seen
            from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                 with ordinality as s (source, fingerprint, starts_at, resolved_at, ends_at, first_seen, last_seen, seen, n)
            order by s.n
            on conflict (source, fingerprint, starts_at) do update set
                resolved_in = coalesce(alert.resolved_in, excluded.resolved_in),
                resolved_at = greatest(alert.resolved_at, excluded.resolved_at),
                ends_at = greatest(alert.ends_at, excluded.ends_at),
                first_seen = least(alert.first_seen, excluded.first_seen),
                last_seen = greatest(alert.last_seen, excluded.last_seen),
                seen = alert.seen + excluded.seen,
                stale = false
            returning fingerprint, first_in = ? as fresh, coalesce(resolved_in = ?, false) as resolved_now, incident_id,
                      case when resolved_in <> ? then resolved_at end as resolved_before""";

    private final JdbcTemplate jdbc;

    PostgresAlertStates(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Alert.Key, AlertState> join(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates) {
        return jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(JOIN)) {
                bind(statement, batch, updates.values());
                try (var rows = statement.executeQuery()) {
                    return states(rows, updates.keySet());
                }
            }
        });
    }

    private static void bind(PreparedStatement statement, UUID batch, Collection<AlertUpdate> all) throws SQLException {
        var connection = statement.getConnection();
        statement.setObject(1, batch);
        statement.setObject(2, batch);
        statement.setArray(
                3, connection.createArrayOf("text", texts(all, s -> s.key().source())));
        statement.setArray(
                4, connection.createArrayOf("text", texts(all, s -> s.key().fingerprint())));
        statement.setArray(
                5, connection.createArrayOf("bigint", times(all, s -> s.key().startsAt())));
        statement.setArray(6, connection.createArrayOf("bigint", times(all, AlertUpdate::resolvedAt)));
        statement.setArray(7, connection.createArrayOf("bigint", times(all, AlertUpdate::endsAt)));
        statement.setArray(8, connection.createArrayOf("bigint", times(all, AlertUpdate::firstSeen)));
        statement.setArray(9, connection.createArrayOf("bigint", times(all, AlertUpdate::lastSeen)));
        statement.setArray(10, connection.createArrayOf("bigint", numbers(all, AlertUpdate::times)));
        statement.setObject(11, batch);
        statement.setObject(12, batch);
        statement.setObject(13, batch);
    }

    /**
     * PostgreSQL returns the rows in the order of the input; if that ever changes, this fails instead of mixing them
     * up.
     */
    private static Map<Alert.Key, AlertState> states(ResultSet rows, Collection<Alert.Key> keys) throws SQLException {
        var states = new HashMap<Alert.Key, AlertState>(keys.size() * 2);
        for (var key : keys) {
            if (!rows.next() || !rows.getString(1).equals(key.fingerprint())) {
                throw new IllegalStateException("PostgreSQL returned the alerts in another order than they were sent");
            }
            var incident = rows.getString(4);
            states.put(
                    key,
                    new AlertState(
                            rows.getBoolean(2),
                            rows.getBoolean(3),
                            instant(rows, 5),
                            incident == null ? null : new IncidentId(incident)));
        }
        return states;
    }

    /** Typed arrays: the driver sends them in binary, and others as text. */
    private static String[] texts(Collection<AlertUpdate> all, Function<AlertUpdate, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static Long[] times(Collection<AlertUpdate> all, Function<AlertUpdate, Instant> time) {
        return numbers(all, update -> {
            var at = time.apply(update);
            return at == null ? null : micros(at);
        });
    }

    /** Not by ChronoUnit: on Java 17 that counts nanoseconds, which overflow after the year 2262. */
    private static Long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private static Long[] numbers(Collection<AlertUpdate> all, Function<AlertUpdate, Long> number) {
        return all.stream().map(number).toArray(Long[]::new);
    }
}
