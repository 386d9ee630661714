package dev.firebreak.alert.attached;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.Attachment;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Repository of groups in the incident of others. Each has a row that says why it came, and one that left says where to.
 * Each change joins the caller's transaction.
 */
@Repository
public class AttachedGroups {

    private static final int REASON = 500;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;

    AttachedGroups(JdbcTemplate batches, JdbcClient jdbc, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A group that comes. */
    public record Arrival(AlertGroup.Key key, Attachment attachment, String service) {}

    /** A group that leaves. */
    public record Departure(AlertGroup.Key key, IncidentId from, IncidentId to, String by, String why) {}

    private record Count(String name, int alerts, int firing) {

        static final Count NONE = new Count(null, 0, 0);
    }

    public void add(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return;
        }
        var now = at(clock.instant());
        batches.batchUpdate(
                "insert into attached_group (id, incident_id, source, group_hash, group_key, kind, service, reason,"
                        + " attached_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arrivals,
                1_000,
                (row, arrival) -> {
                    row.setObject(1, UUID.randomUUID());
                    row.setString(2, arrival.attachment().incident().value());
                    row.setString(3, arrival.key().source());
                    row.setString(4, arrival.key().groupHash());
                    row.setString(5, arrival.key().groupKey());
                    row.setString(6, arrival.attachment().kind().name());
                    row.setString(7, arrival.service());
                    row.setString(8, Text.preview(arrival.attachment().why(), REASON));
                    row.setObject(9, now);
                });
    }

    /** Moves the alerts of each group, too. The caller has locked the groups and both incidents. */
    public void leave(Collection<Departure> departures) {
        if (departures.isEmpty()) {
            return;
        }
        var now = at(clock.instant());
        batches.batchUpdate(
                "update attached_group set left_at = ?, left_to = ?, left_by = ?, left_reason = ?"
                        + " where incident_id = ? and source = ? and group_hash = ? and left_at is null",
                departures,
                1_000,
                (row, departure) -> {
                    row.setObject(1, now);
                    row.setString(2, departure.to().value());
                    row.setString(3, departure.by());
                    row.setString(4, Text.preview(departure.why(), REASON));
                    row.setString(5, departure.from().value());
                    row.setString(6, departure.key().source());
                    row.setString(7, departure.key().groupHash());
                });
        batches.batchUpdate(
                "update alert set incident_id = ? where incident_id = ? and exists (select 1 from alert_text t"
                        + " where t.source = alert.source and t.fingerprint = alert.fingerprint"
                        + " and t.starts_at = alert.starts_at and t.source = ? and t.group_hash = ?)",
                departures,
                1_000,
                (row, departure) -> {
                    row.setString(1, departure.to().value());
                    row.setString(2, departure.from().value());
                    row.setString(3, departure.key().source());
                    row.setString(4, departure.key().groupHash());
                });
    }

    /** How many groups of the source came for this reason since then. */
    public int count(String source, Attachment.Kind kind, Instant since) {
        return jdbc.sql("select count(*) from attached_group where source = ? and kind = ? and attached_at > ?")
                .param(source)
                .param(kind.name())
                .param(at(since))
                .query(Integer.class)
                .single();
    }

    /** How many groups are in the incident, besides its own. */
    public int count(IncidentId incident) {
        return jdbc.sql("select count(*) from attached_group where incident_id = ? and left_at is null")
                .param(incident.value())
                .query(Integer.class)
                .single();
    }

    /** All that came, by service; those that are still there first. */
    public List<AttachedGroup> of(IncidentId incident) {
        if (!hasAny(incident)) {
            return List.of();
        }
        var counts = counts(incident);
        return jdbc.sql("select * from attached_group where incident_id = ?"
                        + " order by case when left_at is null then 0 else 1 end, service, attached_at, group_key")
                .param(incident.value())
                .query((row, n) -> group(row, counts))
                .list();
    }

    private boolean hasAny(IncidentId incident) {
        return jdbc.sql("select exists (select 1 from attached_group where incident_id = ?)")
                .param(incident.value())
                .query(Boolean.class)
                .single();
    }

    private Map<String, Count> counts(IncidentId incident) {
        var counts = new HashMap<String, Count>();
        jdbc.sql("select t.source, t.group_hash, min(t.name) as name, count(*) as alerts,"
                        + " sum(case when a.resolved_in is null then 1 else 0 end) as firing from alert a"
                        + " join alert_text t on t.source = a.source and t.fingerprint = a.fingerprint"
                        + " and t.starts_at = a.starts_at"
                        + " where a.incident_id = ? group by t.source, t.group_hash")
                .param(incident.value())
                .query(row -> {
                    counts.put(
                            row.getString("source") + " " + row.getString("group_hash"),
                            new Count(row.getString("name"), row.getInt("alerts"), row.getInt("firing")));
                });
        return counts;
    }

    private static AttachedGroup group(ResultSet row, Map<String, Count> counts) throws SQLException {
        var leftTo = row.getString("left_to");
        var count = leftTo == null
                ? counts.getOrDefault(row.getString("source") + " " + row.getString("group_hash"), Count.NONE)
                : Count.NONE;
        return new AttachedGroup(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("group_key"),
                row.getString("group_hash"),
                Attachment.Kind.valueOf(row.getString("kind")),
                count.name(),
                row.getString("service"),
                row.getString("reason"),
                count.alerts(),
                count.firing(),
                instant(row, "attached_at"),
                instant(row, "left_at"),
                leftTo == null ? null : new IncidentId(leftTo),
                row.getString("left_by"),
                row.getString("left_reason"));
    }
}
