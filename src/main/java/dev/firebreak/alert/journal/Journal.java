package dev.firebreak.alert.journal;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
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

/**
 * The write-ahead journal of intake: every accepted payload as it was sent, and which payloads are still to be applied.
 * Each change joins the caller's transaction.
 */
@Repository
public class Journal {

    /** After this time any node may apply a payload that its own node has not applied. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final AlertFormats formats;
    private final Clock clock;

    Journal(JdbcTemplate batches, JdbcClient jdbc, AlertFormats formats, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.formats = formats;
        this.clock = clock;
    }

    /** Stores the payloads, to be applied. */
    public void write(List<AlertPayload> payloads) {
        writeApplied(payloads);
        batches.batchUpdate(
                "insert into alert_pending (delivery, due_at) values (?, ?)",
                payloads,
                payloads.size(),
                (row, payload) -> {
                    row.setObject(1, payload.id());
                    row.setObject(2, at(payload.receivedAt().plus(GRACE)));
                });
    }

    /** Stores payloads that the caller's transaction applies. */
    public void writeApplied(List<AlertPayload> payloads) {
        batches.batchUpdate(
                "insert into alert_delivery (id, source, default_severity, format, received_at, bytes, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                payloads,
                payloads.size(),
                (row, payload) -> {
                    row.setObject(1, payload.id());
                    row.setString(2, payload.source().name());
                    row.setString(3, payload.source().defaultSeverity());
                    row.setString(4, payload.format());
                    row.setObject(5, at(payload.receivedAt()));
                    row.setLong(6, payload.bytes());
                    row.setBytes(7, payload.body());
                });
    }

    /** A payload that was applied is to be applied again, now. */
    public void applyAgain(UUID payload) {
        applyAgain(payload, clock.instant());
    }

    /** A payload that was applied is to be applied again; an earlier due time goes first. Answers whether it waits now. */
    public boolean applyAgain(UUID payload, Instant due) {
        return jdbc.sql("insert into alert_pending (delivery, due_at) values (?, ?) on conflict do nothing")
                        .param(payload)
                        .param(at(due))
                        .update()
                == 1;
    }

    /** Which of these payloads are stored, for a commit whose outcome is unknown (guarantees.md A6). */
    public Set<UUID> written(Collection<UUID> payloads) {
        return new HashSet<>(jdbc.sql("select id from alert_delivery where id in (:ids)")
                .param("ids", payloads)
                .query(UUID.class)
                .list());
    }

    /** Claims payloads for this transaction; leaves out those that another transaction has claimed or applied. */
    public Set<UUID> claim(Collection<UUID> payloads) {
        var claimed = new HashSet<>(jdbc.sql(
                        "select delivery from alert_pending where delivery in (:ids) and poison is null for update skip locked")
                .param("ids", payloads)
                .query(UUID.class)
                .list());
        if (!claimed.isEmpty()) {
            jdbc.sql("delete from alert_pending where delivery in (:ids)")
                    .param("ids", claimed)
                    .update();
        }
        return claimed;
    }

    /**
     * Holds a payload for this transaction without ending it, because further pieces follow; no sweeper takes it before
     * that time. Answers false if another transaction has claimed or applied it.
     */
    public boolean hold(UUID payload, Instant until) {
        var held = lock(payload);
        if (held) {
            jdbc.sql("update alert_pending set due_at = ? where delivery = ?")
                    .param(at(until))
                    .param(payload)
                    .update();
        }
        return held;
    }

    /** Answers false if another transaction has claimed, applied or locked it, or if it is poison. */
    public boolean lock(UUID payload) {
        return jdbc.sql(
                        "select delivery from alert_pending where delivery = ? and poison is null for update skip locked")
                .param(payload)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Payloads that are overdue, oldest first. */
    public List<UUID> due(int limit) {
        return jdbc.sql(
                        "select delivery from alert_pending where poison is null and due_at <= ? order by due_at limit ?")
                .param(at(clock.instant()))
                .param(limit)
                .query(UUID.class)
                .list();
    }

    /** How long ago the payload was received; zero if it is not stored. */
    public Duration age(UUID payload) {
        return jdbc.sql("select received_at from alert_delivery where id = ?")
                .param(payload)
                .query((row, n) -> instant(row, 1))
                .optional()
                .map(received -> Duration.between(received, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** The name of the source that sent the payload. */
    public String source(UUID payload) {
        return jdbc.sql("select source from alert_delivery where id = ?")
                .param(payload)
                .query(String.class)
                .optional()
                .orElse("unknown");
    }

    /**
     * Counts a failure and answers how many there are; 0 if the payload is no longer pending. Each retry waits longer.
     */
    public int failed(UUID payload, String why) {
        var times = 1 + failures(payload);
        jdbc.sql("update alert_pending set failures = ?, failure = ?, due_at = ? where delivery = ?")
                .param(times)
                .param(Text.preview(why, 500))
                .param(at(clock.instant().plusSeconds(times)))
                .param(payload)
                .update();
        return failures(payload);
    }

    private int failures(UUID payload) {
        return jdbc.sql("select failures from alert_pending where delivery = ?")
                .param(payload)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Marks a payload that this transaction has locked as poison. */
    public void poison(UUID payload, String incident) {
        jdbc.sql("update alert_pending set poison = ? where delivery = ? and poison is null")
                .param(incident)
                .param(payload)
                .update();
    }

    /**
     * The payload, read by the format that is named in its row. Throws {@link dev.firebreak.alert.format.UnknownFormat}
     * if this version has no such format; the row stays.
     */
    public Optional<AlertPayload> read(UUID payload) {
        return jdbc.sql("select * from alert_delivery where id = ?")
                .param(payload)
                .query(this::payload)
                .optional();
    }

    /** Keeps the head of an unreadable body as a dead letter: the sender gets 4xx and won't send it again. */
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

    /**
     * Deletes older payloads and dead letters, except payloads that are still to be applied or whose alerts a silence or
     * an inhibitor holds.
     */
    public void forget(Instant before) {
        jdbc.sql("delete from alert_delivery where received_at < ? and id not in (select delivery from alert_pending)"
                        + " and id not in (select delivery from silenced_alert)"
                        + " and id not in (select delivery from inhibited_alert)")
                .param(at(before))
                .update();
        jdbc.sql("delete from alert_dead_letter where received_at < ?")
                .param(at(before))
                .update();
    }

    private AlertPayload payload(ResultSet row, int n) throws SQLException {
        var format = formats.get(row.getString("format"));
        var body = row.getBytes("body");
        return new AlertPayload(
                row.getObject("id", UUID.class),
                new AlertSource(row.getString("source"), row.getString("default_severity")),
                format.name(),
                instant(row, "received_at"),
                body,
                (int) row.getLong("bytes"),
                format.read(Gzip.unpacked(body)));
    }
}
