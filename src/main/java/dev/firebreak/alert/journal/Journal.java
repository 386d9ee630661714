package dev.firebreak.alert.journal;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.alertmanager.AlertmanagerFormat;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was sent, and which of it is not applied yet. Each change joins the caller's transaction. */
@Repository
public class Journal {

    /** A delivery that its own node has not applied by then is anybody's. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;

    Journal(JdbcTemplate batches, JdbcClient jdbc, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void write(List<AlertPayload> deliveries) {
        batches.batchUpdate(
                "insert into alert_delivery (id, source, default_severity, received_at, bytes, body) values (?, ?, ?, ?, ?, ?)",
                deliveries,
                deliveries.size(),
                (row, delivery) -> {
                    row.setObject(1, delivery.id());
                    row.setString(2, delivery.source().name());
                    row.setString(3, delivery.source().defaultSeverity());
                    row.setObject(4, at(delivery.receivedAt()));
                    row.setLong(5, delivery.bytes());
                    row.setBytes(6, delivery.body());
                });
        batches.batchUpdate(
                "insert into alert_pending (delivery, due_at) values (?, ?)",
                deliveries,
                deliveries.size(),
                (row, delivery) -> {
                    row.setObject(1, delivery.id());
                    row.setObject(2, at(delivery.receivedAt().plus(GRACE)));
                });
    }

    /** Which of these are there: asked when nobody knows whether a commit got through (guarantees.md A6). */
    public Set<UUID> written(Collection<UUID> deliveries) {
        return new HashSet<>(jdbc.sql("select id from alert_delivery where id in (:ids)")
                .param("ids", deliveries)
                .query(UUID.class)
                .list());
    }

    /** Takes these for this transaction to apply; what another one has taken or done is left out. */
    public Set<UUID> claim(Collection<UUID> deliveries) {
        var mine = new HashSet<>(jdbc.sql(
                        "select delivery from alert_pending where delivery in (:ids) and poison is null for update skip locked")
                .param("ids", deliveries)
                .query(UUID.class)
                .list());
        if (!mine.isEmpty()) {
            jdbc.sql("delete from alert_pending where delivery in (:ids)")
                    .param("ids", mine)
                    .update();
        }
        return mine;
    }

    public List<UUID> due(int limit) {
        return jdbc.sql(
                        "select delivery from alert_pending where poison is null and due_at <= ? order by due_at limit ?")
                .param(at(clock.instant()))
                .param(limit)
                .query(UUID.class)
                .list();
    }

    /** How long ago it was received; it was not kept at all where nothing is known of it. */
    public Duration age(UUID delivery) {
        return jdbc.sql("select received_at from alert_delivery where id = ?")
                .param(delivery)
                .query((row, n) -> instant(row, 1))
                .optional()
                .map(received -> Duration.between(received, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** How often it has failed by now; 0 where it is no longer pending. The next try waits a little longer each time. */
    public int failed(UUID delivery, String why) {
        var times = 1 + failures(delivery);
        jdbc.sql("update alert_pending set failures = ?, failure = ?, due_at = ? where delivery = ?")
                .param(times)
                .param(Text.preview(why, 500))
                .param(at(clock.instant().plusSeconds(times)))
                .param(delivery)
                .update();
        return failures(delivery);
    }

    private int failures(UUID delivery) {
        return jdbc.sql("select failures from alert_pending where delivery = ?")
                .param(delivery)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Gives it up; whether this call was the one. */
    public boolean poison(UUID delivery, String incident) {
        return jdbc.sql("update alert_pending set poison = ? where delivery = ? and poison is null")
                        .param(incident)
                        .param(delivery)
                        .update()
                == 1;
    }

    public Optional<AlertPayload> read(UUID delivery) {
        return jdbc.sql("select * from alert_delivery where id = ?")
                .param(delivery)
                .query(Journal::delivery)
                .optional();
    }

    public void keepDeadLetter(String source, String why, long bytes, byte[] head) {
        jdbc.sql("insert into alert_dead_letter (id, source, received_at, why, bytes, head) values (?, ?, ?, ?, ?, ?)")
                .param(UUID.randomUUID())
                .param(source)
                .param(at(clock.instant()))
                .param(Text.preview(why, 500))
                .param(bytes)
                .param(head)
                .update();
    }

    /** Takes away what is older; nothing that is still to be applied. */
    public void forget(Instant before) {
        jdbc.sql("delete from alert_delivery where received_at < ? and id not in (select delivery from alert_pending)")
                .param(at(before))
                .update();
        jdbc.sql("delete from alert_dead_letter where received_at < ?")
                .param(at(before))
                .update();
    }

    private static AlertPayload delivery(ResultSet row, int n) throws SQLException {
        var body = row.getBytes("body");
        return new AlertPayload(
                row.getObject("id", UUID.class),
                new AlertSource(row.getString("source"), row.getString("default_severity")),
                instant(row, "received_at"),
                body,
                (int) row.getLong("bytes"),
                AlertmanagerFormat.read(Gzip.unpacked(body)));
    }
}
