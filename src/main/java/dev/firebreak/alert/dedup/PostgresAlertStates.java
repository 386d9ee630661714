package dev.firebreak.alert.dedup;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Few statements for all alerts of a batch: one repeats the alerts that fire, one reads what is stored of the others, one
 * joins them. They write in key order, so that two nodes never wait for each other.
 */
class PostgresAlertStates implements AlertStates {

    /** What fires, what has a start that was sent, and what was resolved within the hold. */
    private static final String STORED = """
            select s.n, a.starts_at, a.comeback_of, a.resolved_in is null as firing, a.fired_first is not null as has_fired,
                   a.resolved_at, i.status
            from unnest(?::text[], ?::text[], ?::bigint[]) with ordinality as s (source, fingerprint, starts_at, n)
            join alert a on a.source = s.source and a.fingerprint = s.fingerprint
                 and (a.resolved_in is null
                      or a.starts_at = timestamptz 'epoch' + s.starts_at * interval '1 microsecond'
                      or a.comeback_of = timestamptz 'epoch' + s.starts_at * interval '1 microsecond'
                      or a.resolved_at >= ?)
            left join incident i on i.id = a.incident_id""";

    /**
     * "Firing" for alerts that fire: all that {@link #JOIN} would do to such a row, at a third of its cost. The arrays
     * stand in sub-selects, so that PostgreSQL does not see how long they are, looks up one alert after the other and
     * locks them in their order.
     */
    private static final String REPEAT = """
            update alert set
                fired_first = least(alert.fired_first, s.first),
                fired_last = greatest(alert.fired_last, s.last),
                first_seen = least(alert.first_seen, s.first),
                last_seen = greatest(alert.last_seen, s.last),
                seen = alert.seen + s.seen,
                stale = false
            from (select u.source, u.fingerprint, timestamptz 'epoch' + u.starts_at * interval '1 microsecond' as starts_at,
                         timestamptz 'epoch' + u.first * interval '1 microsecond' as first,
                         timestamptz 'epoch' + u.last * interval '1 microsecond' as last, u.seen, u.n
                  from unnest((select ?::text[]), (select ?::text[]), (select ?::bigint[]), (select ?::bigint[]),
                              (select ?::bigint[]), (select ?::bigint[]))
                       with ordinality as u (source, fingerprint, starts_at, first, last, seen, n)) s
            where alert.source = s.source and alert.fingerprint = s.fingerprint and alert.starts_at = s.starts_at
              and alert.resolved_in is null%s
            returning s.n, alert.incident_id""";

    private static final String REPEAT_KNOWN = REPEAT.formatted("");

    /**
     * Excludes fingerprints with another firing alert, because the update may mean that one. This is the first statement
     * of each batch; {@code enable_seqscan = off} holds for the whole transaction, because a plan made while the table was
     * empty would scan it for each alert of the next storm. Such a plan counts as so costly that PostgreSQL would compile
     * it, which takes longer than the statement.
     */
    private static final String REPEAT_ALONE =
            "set local enable_seqscan = off; set local jit = off; " + REPEAT.formatted("""

              and not exists (select 1 from alert other where other.source = s.source and other.fingerprint = s.fingerprint
                              and other.starts_at <> s.starts_at and other.resolved_in is null)""");

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
    public Map<Alert.Key, AlertState> repeat(List<AlertPayload> batch) {
        var repeats = List.copyOf(Repeats.of(batch).values());
        var states = new HashMap<Alert.Key, AlertState>(repeats.size() * 2);
        if (!repeats.isEmpty()) {
            repeat(REPEAT_ALONE, repeats, states);
        }
        return states;
    }

    @Override
    public Stored stored(SortedSet<Alert.Key> sent, Instant resolvedSince) {
        return new Rows(read(List.copyOf(sent), resolvedSince));
    }

    private Map<Alert.Key, StoredAlert> read(List<Alert.Key> sent, Instant resolvedSince) {
        return jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(STORED)) {
                statement.setArray(1, connection.createArrayOf("text", texts(sent, Alert.Key::source)));
                statement.setArray(2, connection.createArrayOf("text", texts(sent, Alert.Key::fingerprint)));
                statement.setArray(3, connection.createArrayOf("bigint", times(sent, Alert.Key::startsAt)));
                statement.setObject(4, at(resolvedSince));
                var stored = new HashMap<Alert.Key, StoredAlert>(sent.size() * 2);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var alert = alert(rows, sent.get(rows.getInt(1) - 1));
                        stored.put(alert.key(), alert);
                    }
                }
                return stored;
            }
        });
    }

    private static StoredAlert alert(ResultSet row, Alert.Key sent) throws SQLException {
        var starts = instant(row, 2);
        return new StoredAlert(
                starts.equals(sent.startsAt()) ? sent : new Alert.Key(sent.source(), sent.fingerprint(), starts),
                instant(row, 3),
                row.getBoolean(4),
                row.getBoolean(5),
                instant(row, 6),
                H2AlertStates.isOpen(row.getString(7)));
    }

    /** The rows that were read, not locked: what is said of a row counts only if it is still true when it is written. */
    private final class Rows implements Stored {

        private final Map<Alert.Key, StoredAlert> rows;

        Rows(Map<Alert.Key, StoredAlert> rows) {
            this.rows = rows;
        }

        @Override
        public Collection<StoredAlert> alerts() {
            return rows.values();
        }

        @Override
        public Map<Alert.Key, AlertState> join(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates) {
            var states = new HashMap<Alert.Key, AlertState>(updates.size() * 2);
            var repeats = updates.values().stream().filter(this::isRepeat).toList();
            if (!repeats.isEmpty()) {
                repeat(REPEAT_KNOWN, repeats, states);
            }
            var others = updates.values().stream()
                    .filter(update -> !states.containsKey(update.key()))
                    .toList();
            if (!others.isEmpty()) {
                PostgresAlertStates.this.join(batch, others, states);
            }
            return states;
        }

        private boolean isRepeat(AlertUpdate update) {
            var row = rows.get(update.key());
            return row != null && row.firing() && update.resolvedAt() == null;
        }
    }

    /** Adds the states of those that fire indeed; another transaction may have resolved the others meanwhile. */
    private void repeat(String sql, List<AlertUpdate> repeats, Map<Alert.Key, AlertState> states) {
        jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "text", texts(repeats, s -> s.key().source())));
                statement.setArray(
                        2,
                        connection.createArrayOf(
                                "text", texts(repeats, s -> s.key().fingerprint())));
                statement.setArray(
                        3,
                        connection.createArrayOf(
                                "bigint", times(repeats, s -> s.key().startsAt())));
                statement.setArray(4, connection.createArrayOf("bigint", times(repeats, AlertUpdate::firstSeen)));
                statement.setArray(5, connection.createArrayOf("bigint", times(repeats, AlertUpdate::lastSeen)));
                statement.setArray(6, connection.createArrayOf("bigint", numbers(repeats, AlertUpdate::times)));
                var incidents = new IncidentIds();
                try (var rows = lastResult(statement)) {
                    while (rows.next()) {
                        states.put(
                                repeats.get(rows.getInt(1) - 1).key(),
                                new AlertState(false, false, false, incidents.of(rows.getString(2))));
                    }
                }
                return null;
            }
        });
    }

    /** A statement that sets something first has a result without rows for each setting, too. */
    private static ResultSet lastResult(PreparedStatement statement) throws SQLException {
        var hasRows = statement.execute();
        while (!hasRows && statement.getUpdateCount() >= 0) {
            hasRows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    private void join(UUID batch, List<AlertUpdate> updates, Map<Alert.Key, AlertState> states) {
        jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(JOIN)) {
                bind(statement, batch, updates);
                try (var rows = statement.executeQuery()) {
                    states(rows, updates, states);
                }
                return null;
            }
        });
    }

    /** Each name of an incident becomes a value once. */
    private static final class IncidentIds {

        private final Map<String, IncidentId> ids = new HashMap<>();

        IncidentId of(String name) {
            return name == null ? null : ids.computeIfAbsent(name, IncidentId::new);
        }
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
    private static void states(ResultSet rows, List<AlertUpdate> updates, Map<Alert.Key, AlertState> states)
            throws SQLException {
        var incidents = new IncidentIds();
        for (var update : updates) {
            if (!rows.next() || !rows.getString(1).equals(update.key().fingerprint())) {
                throw new IllegalStateException("PostgreSQL returned the alerts in another order than they were sent");
            }
            states.put(
                    update.key(),
                    new AlertState(
                            rows.getBoolean(2),
                            rows.getBoolean(3),
                            rows.getBoolean(4),
                            incidents.of(rows.getString(5))));
        }
    }

    /** Typed arrays: the driver sends them in binary, and others as text. */
    private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
        var texts = new String[all.size()];
        var n = 0;
        for (var one : all) {
            texts[n++] = text.apply(one);
        }
        return texts;
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
        var numbers = new Long[all.size()];
        var n = 0;
        for (var one : all) {
            numbers[n++] = number.apply(one);
        }
        return numbers;
    }
}
