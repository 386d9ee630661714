package dev.firebreak.alert;

import dev.firebreak.incident.IncidentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks first and writes then: on H2 there is one node, and {@link Rounds} lets one round in at a time. */
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
    public Map<Alert.Key, State> join(UUID round, SortedMap<Alert.Key, Sighting> sightings) {
        var states = known(sightings);
        var fresh = new ArrayList<Sighting>();
        var repeated = new ArrayList<Sighting>();
        for (var sighting : sightings.values()) {
            (states.containsKey(sighting.key()) ? repeated : fresh).add(sighting);
        }
        update(round, repeated);
        insert(round, fresh);
        fresh.forEach(sighting -> states.put(sighting.key(), new State(true, sighting.resolved(), null, null)));
        return states;
    }

    private Map<Alert.Key, State> known(SortedMap<Alert.Key, Sighting> sightings) {
        return jdbc.execute((Connection connection) -> {
            var states = new HashMap<Alert.Key, State>();
            try (var statement = connection.prepareStatement(LOOK)) {
                for (var sighting : sightings.values()) {
                    key(statement, 1, sighting.key());
                    try (var row = statement.executeQuery()) {
                        if (row.next()) {
                            states.put(sighting.key(), state(row, sighting));
                        }
                    }
                }
            }
            return states;
        });
    }

    private static State state(ResultSet row, Sighting sighting) throws SQLException {
        var incident = row.getString(2);
        return new State(
                false,
                row.getObject(1) == null && sighting.resolved(),
                row.getObject(1) == null ? null : Sighting.later(Journal.instant(row, 3), sighting.resolvedAt()),
                incident == null ? null : new IncidentId(incident));
    }

    private void update(UUID round, Collection<Sighting> repeated) {
        jdbc.batchUpdate(UPDATE, repeated, 1_000, (row, sighting) -> {
            row.setObject(1, sighting.resolved() ? round : null);
            row.setObject(2, at(sighting.resolvedAt()));
            row.setObject(3, at(sighting.resolvedAt()));
            row.setObject(4, at(sighting.endsAt()));
            row.setObject(5, at(sighting.endsAt()));
            row.setObject(6, at(sighting.firstSeen()));
            row.setObject(7, at(sighting.lastSeen()));
            row.setLong(8, sighting.times());
            key(row, 9, sighting.key());
        });
    }

    private void insert(UUID round, Collection<Sighting> fresh) {
        jdbc.batchUpdate(INSERT, fresh, 1_000, (row, sighting) -> {
            row.setObject(1, sighting.resolved() ? round : null);
            row.setObject(2, at(sighting.resolvedAt()));
            row.setObject(3, at(sighting.endsAt()));
            row.setObject(4, at(sighting.firstSeen()));
            row.setObject(5, at(sighting.lastSeen()));
            row.setLong(6, sighting.times());
            key(row, 7, sighting.key());
            row.setObject(10, round);
        });
    }

    static void key(PreparedStatement row, int from, Alert.Key key) throws SQLException {
        row.setString(from, key.source());
        row.setString(from + 1, key.fingerprint());
        row.setObject(from + 2, at(key.startsAt()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
