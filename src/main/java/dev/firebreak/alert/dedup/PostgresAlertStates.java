package dev.firebreak.alert.dedup;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.IncidentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** One statement for all alerts of a batch, in key order, so that two nodes never wait for each other. */
class PostgresAlertStates implements AlertStates {

    /** What fires, what has a start that was sent, and what was resolved within the hold, in one statement. */
    private static final String STORED = """
            select distinct a.source, a.fingerprint, a.starts_at, a.comeback_of, a.resolved_in is null as firing,
                   a.fired_first is not null as has_fired, a.resolved_at, i.status
            from (select s.source, s.fingerprint, timestamptz 'epoch' + s.starts_at * interval '1 microsecond' as starts_at
                  from unnest(?::text[], ?::text[], ?::bigint[]) as s (source, fingerprint, starts_at)) s
            join alert a on a.source = s.source and a.fingerprint = s.fingerprint
                 and (a.resolved_in is null or a.starts_at = s.starts_at or a.comeback_of = s.starts_at or a.resolved_at >= ?)
            left join incident i on i.id = a.incident_id""";

    /** Times are sent as microseconds since 1970: parsing text would cost more than looking up the rows. */
    private static final String JOIN = """
            insert into alert (source, fingerprint, starts_at, first_in, resolved_in, fired_first, fired_last, resolved_at,
                               ends_at, first_seen, last_seen, seen)
            select s.source, s.fingerprint, timestamptz 'epoch' + s.starts_at * interval '1 microsecond',
                   ?, case when s.resolved_at is not null
                            and not coalesce(s.fired_first < s.resolved_at and s.fired_last > s.resolved_at, false)
                           then ? end,
                   timestamptz 'epoch' + s.fired_first * interval '1 microsecond',
                   timestamptz 'epoch' + s.fired_last * interval '1 microsecond',
                   timestamptz 'epoch' + s.resolved_at * interval '1 microsecond',
                   timestamptz 'epoch' + s.ends_at * interval '1 microsecond',
                   timestamptz 'epoch' + s.first_seen * interval '1 microsecond',
                   timestamptz 'epoch' + s.last_seen * interval '1 microsecond', s.seen
            from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[])
                 with ordinality as s (source, fingerprint, starts_at, fired_first, fired_last, resolved_at, ends_at,
                                       first_seen, last_seen, seen, n)
            order by s.n
            on conflict (source, fingerprint, starts_at) do update set
                resolved_in = case
                    when greatest(alert.resolved_at, excluded.resolved_at) is null then null
                    when least(alert.fired_first, excluded.fired_first) < greatest(alert.resolved_at, excluded.resolved_at)
                     and greatest(alert.fired_last, excluded.fired_last) > greatest(alert.resolved_at, excluded.resolved_at)
                    then null
                    else coalesce(alert.resolved_in, ?) end,
                refired_in = case
                    when alert.resolved_in is not null
                     and least(alert.fired_first, excluded.fired_first) < greatest(alert.resolved_at, excluded.resolved_at)
                     and greatest(alert.fired_last, excluded.fired_last) > greatest(alert.resolved_at, excluded.resolved_at)
                    then ? else alert.refired_in end,
                fired_first = least(alert.fired_first, excluded.fired_first),
                fired_last = greatest(alert.fired_last, excluded.fired_last),
                resolved_at = greatest(alert.resolved_at, excluded.resolved_at),
                ends_at = greatest(alert.ends_at, excluded.ends_at),
                first_seen = least(alert.first_seen, excluded.first_seen),
                last_seen = greatest(alert.last_seen, excluded.last_seen),
                seen = alert.seen + excluded.seen,
                stale = false
            returning fingerprint, first_in = ? as fresh, coalesce(resolved_in = ?, false) as resolved_now,
                      coalesce(refired_in = ?, false) or (first_in = ? and resolved_in is null and resolved_at is not null)
                      as refired_now, incident_id""";

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

    @Override
    public List<StoredAlert> stored(Collection<Alert.Key> sent, Instant resolvedSince) {
        return jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(STORED)) {
                statement.setArray(1, connection.createArrayOf("text", texts(sent, Alert.Key::source)));
                statement.setArray(2, connection.createArrayOf("text", texts(sent, Alert.Key::fingerprint)));
                statement.setArray(3, connection.createArrayOf("bigint", times(sent, Alert.Key::startsAt)));
                statement.setObject(4, at(resolvedSince));
                var stored = new ArrayList<StoredAlert>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        stored.add(new StoredAlert(
                                new Alert.Key(rows.getString(1), rows.getString(2), instant(rows, 3)),
                                instant(rows, 4),
                                rows.getBoolean(5),
                                rows.getBoolean(6),
                                instant(rows, 7),
                                H2AlertStates.isOpen(rows.getString(8))));
                    }
                }
                return stored;
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
        statement.setArray(6, connection.createArrayOf("bigint", times(all, AlertUpdate::firedFirst)));
        statement.setArray(7, connection.createArrayOf("bigint", times(all, AlertUpdate::firedLast)));
        statement.setArray(8, connection.createArrayOf("bigint", times(all, AlertUpdate::resolvedAt)));
        statement.setArray(9, connection.createArrayOf("bigint", times(all, AlertUpdate::endsAt)));
        statement.setArray(10, connection.createArrayOf("bigint", times(all, AlertUpdate::firstSeen)));
        statement.setArray(11, connection.createArrayOf("bigint", times(all, AlertUpdate::lastSeen)));
        statement.setArray(12, connection.createArrayOf("bigint", numbers(all, AlertUpdate::times)));
        for (var parameter = 13; parameter <= 18; parameter++) {
            statement.setObject(parameter, batch);
        }
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
            var incident = rows.getString(5);
            states.put(
                    key,
                    new AlertState(
                            rows.getBoolean(2),
                            rows.getBoolean(3),
                            rows.getBoolean(4),
                            incident == null ? null : new IncidentId(incident)));
        }
        return states;
    }

    /** Typed arrays: the driver sends them in binary, and others as text. */
    private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static <T> Long[] times(Collection<T> all, Function<T, Instant> time) {
        return numbers(all, one -> {
            var at = time.apply(one);
            return at == null ? null : micros(at);
        });
    }

    /** Not by ChronoUnit: on Java 17 that counts nanoseconds, which overflow after the year 2262. */
    private static Long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private static <T> Long[] numbers(Collection<T> all, Function<T, Long> number) {
        return all.stream().map(number).toArray(Long[]::new);
    }
}
