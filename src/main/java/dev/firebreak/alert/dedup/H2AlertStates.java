package dev.firebreak.alert.dedup;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
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
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads first, then writes: on H2 there is one node, and {@code BatchProcessor} applies one batch at a time. */
class H2AlertStates implements AlertStates {

    /** One by one: joined with an array, H2 scans the whole table for each element. */
    private static final String STORED = """
            select a.starts_at, a.comeback_of, a.resolved_in, a.fired_first, a.resolved_at, i.status
            from alert a left join incident i on i.id = a.incident_id
            where a.source = ? and a.fingerprint = ?
              and (a.resolved_in is null or a.starts_at = ? or a.comeback_of = ? or a.resolved_at >= ?)""";

    private static final String SELECT = "select resolved_in, incident_id, resolved_at, fired_first, fired_last"
            + " from alert where source = ? and fingerprint = ? and starts_at = ?";

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

    /** A row and what an update makes of it. */
    private record Row(AlertUpdate joined, UUID resolvedIn, UUID refiredIn, AlertState state) {}

    @Override
    public List<StoredAlert> stored(Collection<Alert.Key> sent, Instant resolvedSince) {
        return jdbc.execute((Connection connection) -> {
            var stored = new HashMap<Alert.Key, StoredAlert>();
            try (var statement = connection.prepareStatement(STORED)) {
                for (var key : sent) {
                    key(statement, 1, key);
                    statement.setObject(4, at(key.startsAt()));
                    statement.setObject(5, at(resolvedSince));
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            var alert = stored(rows, key);
                            stored.put(alert.key(), alert);
                        }
                    }
                }
            }
            return List.copyOf(stored.values());
        });
    }

    private static StoredAlert stored(ResultSet row, Alert.Key sent) throws SQLException {
        return new StoredAlert(
                new Alert.Key(sent.source(), sent.fingerprint(), instant(row, 1)),
                instant(row, 2),
                row.getObject(3) == null,
                row.getObject(4) != null,
                instant(row, 5),
                isOpen(row.getString(6)));
    }

    static boolean isOpen(String status) {
        if (status == null) {
            return true;
        }
        var known = IncidentStatus.valueOf(status);
        return known.isOpen() || known == IncidentStatus.MERGED;
    }

    @Override
    public Map<Alert.Key, AlertState> join(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates) {
        var known = known(batch, updates);
        update(known.values());
        var states = new HashMap<Alert.Key, AlertState>();
        known.forEach((key, row) -> states.put(key, row.state()));
        var unseen = updates.values().stream()
                .filter(update -> !known.containsKey(update.key()))
                .toList();
        insert(batch, unseen);
        unseen.forEach(update ->
                states.put(update.key(), new AlertState(true, update.resolved(), isFiringAgain(update), null)));
        return states;
    }

    private static boolean isFiringAgain(AlertUpdate update) {
        return update.resolvedAt() != null && !update.resolved();
    }

    private Map<Alert.Key, Row> known(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates) {
        return jdbc.execute((Connection connection) -> {
            var known = new HashMap<Alert.Key, Row>();
            try (var statement = connection.prepareStatement(SELECT)) {
                for (var update : updates.values()) {
                    key(statement, 1, update.key());
                    try (var row = statement.executeQuery()) {
                        if (row.next()) {
                            known.put(update.key(), row(row, batch, update));
                        }
                    }
                }
            }
            return known;
        });
    }

    private static Row row(ResultSet row, UUID batch, AlertUpdate update) throws SQLException {
        var resolvedIn = row.getObject(1, UUID.class);
        var incident = row.getString(2);
        var joined = new AlertUpdate(
                update.key(),
                AlertUpdate.earlier(instant(row, 4), update.firedFirst()),
                AlertUpdate.later(instant(row, 5), update.firedLast()),
                AlertUpdate.later(instant(row, 3), update.resolvedAt()),
                update.endsAt(),
                update.firstSeen(),
                update.lastSeen(),
                update.times());
        var resolvedNow = resolvedIn == null && joined.resolved();
        var refiredNow = resolvedIn != null && !joined.resolved();
        return new Row(
                joined,
                !joined.resolved() ? null : resolvedIn == null ? batch : resolvedIn,
                refiredNow ? batch : null,
                new AlertState(false, resolvedNow, refiredNow, incident == null ? null : new IncidentId(incident)));
    }

    private void update(Collection<Row> known) {
        jdbc.batchUpdate(UPDATE, known, 1_000, (statement, row) -> {
            var update = row.joined();
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
