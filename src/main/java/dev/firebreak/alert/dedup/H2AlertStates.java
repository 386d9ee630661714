package dev.firebreak.alert.dedup;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads first, then writes: on H2 there is one node, and {@code BatchProcessor} applies one batch at a time. */
class H2AlertStates implements AlertStates {

    /** One by one: joined with an array, H2 scans the whole table for each element. */
    private static final String STORED = """
            select a.starts_at, a.comeback_of, a.resolved_in, a.fired_first, a.fired_last, a.resolved_at, a.incident_id, i.status
            from alert a left join incident i on i.id = a.incident_id
            where a.source = ? and a.fingerprint = ?
              and (a.resolved_in is null or a.starts_at = ? or a.comeback_of = ? or a.resolved_at >= ?)""";

    /** What fires under a fingerprint. A plain look-up in the primary key: most alerts of a batch need no more. */
    private static final String FIRING = """
            select starts_at, incident_id from alert where source = ? and fingerprint = ? and resolved_in is null""";

    /** "Firing" for an alert that fires: all that {@link #UPDATE} would do to such a row. */
    private static final String REPEAT = """
            update alert set fired_first = least(coalesce(fired_first, ?), ?), fired_last = greatest(coalesce(fired_last, ?), ?),
                first_seen = least(first_seen, ?), last_seen = greatest(last_seen, ?), seen = seen + ?, stale = false
            where source = ? and fingerprint = ? and starts_at = ?""";

    /** A limit that no resolve passes. */
    private static final Instant LATER = Instant.parse("9999-12-31T00:00:00Z");

    private static final String UPDATE = """
            update alert set resolved_in = ?, refired_in = coalesce(?, refired_in), fired_first = ?, fired_last = ?,
                resolved_at = ?, ends_at = greatest(coalesce(ends_at, ?), coalesce(?, ends_at)),
                first_seen = least(first_seen, ?), last_seen = greatest(last_seen, ?), seen = seen + ?, stale = false
            where source = ? and fingerprint = ? and starts_at = ?""";

    private static final String INSERT = """
            insert into alert (resolved_in, resolved_at, fired_first, fired_last, ends_at, first_seen, last_seen, seen,
                source, fingerprint, starts_at, first_in)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;

    H2AlertStates(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A row as it was read. */
    private record Row(
            StoredAlert alert, UUID resolvedIn, Instant firedFirst, Instant firedLast, IncidentId incident) {}

    /** An alert that fires, and what a batch says of it. */
    private record Firing(AlertUpdate update, IncidentId incident) {

        AlertState state() {
            return new AlertState(false, false, false, incident);
        }
    }

    /** A row and what an update makes of it. */
    private record Joined(AlertUpdate update, UUID resolvedIn, UUID refiredIn, AlertState state) {}

    @Override
    public Map<Alert.Key, AlertState> repeat(List<AlertPayload> batch) {
        var states = new HashMap<Alert.Key, AlertState>();
        var firing = firing(Repeats.of(batch).values());
        firing.forEach(one -> states.put(one.update().key(), one.state()));
        jdbc.batchUpdate(REPEAT, firing, 1_000, (statement, one) -> {
            var update = one.update();
            var first = at(update.firedFirst());
            var last = at(update.firedLast());
            statement.setObject(1, first);
            statement.setObject(2, first);
            statement.setObject(3, last);
            statement.setObject(4, last);
            statement.setObject(5, at(update.firstSeen()));
            statement.setObject(6, at(update.lastSeen()));
            statement.setLong(7, update.times());
            key(statement, 8, update.key());
        });
        return states;
    }

    /** Those that fire and are the only ones of their fingerprint that do. */
    private List<Firing> firing(Collection<AlertUpdate> updates) {
        return jdbc.execute((Connection connection) -> {
            var firing = new ArrayList<Firing>(updates.size());
            try (var statement = connection.prepareStatement(FIRING)) {
                for (var update : updates) {
                    statement.setString(1, update.key().source());
                    statement.setString(2, update.key().fingerprint());
                    try (var rows = statement.executeQuery()) {
                        only(rows, update).ifPresent(firing::add);
                    }
                }
            }
            return firing;
        });
    }

    private static Optional<Firing> only(ResultSet rows, AlertUpdate update) throws SQLException {
        if (!rows.next() || !update.key().startsAt().equals(instant(rows, 1))) {
            return Optional.empty();
        }
        var incident = rows.getString(2);
        var one = new Firing(update, incident == null ? null : new IncidentId(incident));
        return rows.next() ? Optional.empty() : Optional.of(one);
    }

    @Override
    public Stored stored(SortedSet<Alert.Key> sent, Instant resolvedSince) {
        return new Rows(sent, read(sent, resolvedSince));
    }

    private Map<Alert.Key, Row> read(Collection<Alert.Key> keys, Instant resolvedSince) {
        return jdbc.execute((Connection connection) -> {
            var stored = new HashMap<Alert.Key, Row>();
            try (var statement = connection.prepareStatement(STORED)) {
                for (var key : keys) {
                    key(statement, 1, key);
                    statement.setObject(4, at(key.startsAt()));
                    statement.setObject(5, at(resolvedSince));
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            var row = row(rows, key);
                            stored.put(row.alert().key(), row);
                        }
                    }
                }
            }
            return stored;
        });
    }

    private static Row row(ResultSet row, Alert.Key sent) throws SQLException {
        var resolvedIn = row.getObject(3, UUID.class);
        var firedFirst = instant(row, 4);
        var incident = row.getString(7);
        var alert = new StoredAlert(
                new Alert.Key(sent.source(), sent.fingerprint(), instant(row, 1)),
                instant(row, 2),
                resolvedIn == null,
                firedFirst != null,
                instant(row, 6),
                isOpen(row.getString(8)));
        return new Row(
                alert, resolvedIn, firedFirst, instant(row, 5), incident == null ? null : new IncidentId(incident));
    }

    static boolean isOpen(String status) {
        if (status == null) {
            return true;
        }
        var known = IncidentStatus.valueOf(status);
        return known.isOpen() || known == IncidentStatus.MERGED;
    }

    /** The rows that were read. A message may mean an alert whose key was not sent: that row is read when it is joined. */
    private final class Rows implements Stored {

        private final Set<Alert.Key> sent;
        private final Map<Alert.Key, Row> rows;

        Rows(Set<Alert.Key> sent, Map<Alert.Key, Row> rows) {
            this.sent = sent;
            this.rows = rows;
        }

        @Override
        public Collection<StoredAlert> alerts() {
            return rows.values().stream().map(Row::alert).toList();
        }

        @Override
        public Map<Alert.Key, AlertState> join(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates) {
            rows.putAll(read(unread(updates.keySet()), LATER));
            var known = new ArrayList<Joined>();
            var unseen = new ArrayList<AlertUpdate>();
            for (var update : updates.values()) {
                var row = rows.get(update.key());
                if (row == null) {
                    unseen.add(update);
                } else {
                    known.add(joined(row, batch, update));
                }
            }
            update(known);
            insert(batch, unseen);
            return states(known, unseen);
        }

        private List<Alert.Key> unread(Collection<Alert.Key> keys) {
            return keys.stream()
                    .filter(key -> !sent.contains(key) && !rows.containsKey(key))
                    .toList();
        }
    }

    private static Map<Alert.Key, AlertState> states(Collection<Joined> known, Collection<AlertUpdate> unseen) {
        var states = new HashMap<Alert.Key, AlertState>();
        known.forEach(row -> states.put(row.update().key(), row.state()));
        unseen.forEach(update ->
                states.put(update.key(), new AlertState(true, update.resolved(), isFiringAgain(update), null)));
        return states;
    }

    private static boolean isFiringAgain(AlertUpdate update) {
        return update.resolvedAt() != null && !update.resolved();
    }

    private static Joined joined(Row row, UUID batch, AlertUpdate update) {
        var joined = new AlertUpdate(
                update.key(),
                AlertUpdate.earlier(row.firedFirst(), update.firedFirst()),
                AlertUpdate.later(row.firedLast(), update.firedLast()),
                AlertUpdate.later(row.alert().resolvedAt(), update.resolvedAt()),
                update.endsAt(),
                update.firstSeen(),
                update.lastSeen(),
                update.times());
        var resolvedNow = row.resolvedIn() == null && joined.resolved();
        var refiredNow = row.resolvedIn() != null && !joined.resolved();
        return new Joined(
                joined,
                !joined.resolved() ? null : row.resolvedIn() == null ? batch : row.resolvedIn(),
                refiredNow ? batch : null,
                new AlertState(false, resolvedNow, refiredNow, row.incident()));
    }

    private void update(Collection<Joined> known) {
        jdbc.batchUpdate(UPDATE, known, 1_000, (statement, row) -> {
            var update = row.update();
            statement.setObject(1, row.resolvedIn());
            statement.setObject(2, row.refiredIn());
            statement.setObject(3, at(update.firedFirst()));
            statement.setObject(4, at(update.firedLast()));
            statement.setObject(5, at(update.resolvedAt()));
            statement.setObject(6, at(update.endsAt()));
            statement.setObject(7, at(update.endsAt()));
            statement.setObject(8, at(update.firstSeen()));
            statement.setObject(9, at(update.lastSeen()));
            statement.setLong(10, update.times());
            key(statement, 11, update.key());
        });
    }

    private void insert(UUID batch, Collection<AlertUpdate> unseen) {
        jdbc.batchUpdate(INSERT, unseen, 1_000, (row, update) -> {
            row.setObject(1, update.resolved() ? batch : null);
            row.setObject(2, at(update.resolvedAt()));
            row.setObject(3, at(update.firedFirst()));
            row.setObject(4, at(update.firedLast()));
            row.setObject(5, at(update.endsAt()));
            row.setObject(6, at(update.firstSeen()));
            row.setObject(7, at(update.lastSeen()));
            row.setLong(8, update.times());
            key(row, 9, update.key());
            row.setObject(12, batch);
        });
    }

    static void key(PreparedStatement row, int from, Alert.Key key) throws SQLException {
        row.setString(from, key.source());
        row.setString(from + 1, key.fingerprint());
        row.setObject(from + 2, at(key.startsAt()));
    }
}
