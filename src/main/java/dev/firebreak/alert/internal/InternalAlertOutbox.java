package dev.firebreak.alert.internal;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The outbox of alerts that parts of Firebreak raise. Called in the caller's transaction, so that an alert is raised if
 * and only if what it is about is committed; {@link InternalAlertDispatcher} hands it to intake. Both calls may be
 * repeated: only the first one changes something.
 */
@Repository
public class InternalAlertOutbox {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int ROUND = 200;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    /** What intake has to hear. */
    record Due(
            String id,
            String source,
            String group,
            String content,
            boolean firing,
            Instant startsAt,
            Instant endsAt,
            long version) {}

    InternalAlertOutbox(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Says that the alert fires. While it does, its text stays as it was first said.
     *
     * @param id names the alert for ever, at most 120 characters
     */
    public void fire(String id, InternalAlert alert) {
        var content = written(alert);
        var now = at(now());
        var again = jdbc.sql("""
                        update raised_alert set firing = true, starts_at = ?, ends_at = null, told_at = null,
                        content = ?, source = ?, group_key = ?, version = version + 1 where id = ? and firing = false""")
                .params(now, content, alert.source(), alert.group(), id)
                .update();
        if (again == 0) {
            jdbc.sql("""
                            insert into raised_alert (id, source, group_key, content, firing, starts_at, version)
                            values (?, ?, ?, ?, true, ?, 0) on conflict do nothing""")
                    .params(id, alert.source(), alert.group(), content, now)
                    .update();
        }
    }

    /** Says that the alert is over. */
    public void resolve(String id) {
        jdbc.sql("""
                        update raised_alert set firing = false, ends_at = ?, told_at = null, version = version + 1
                        where id = ? and firing = true""").params(at(now()), id).update();
    }

    /** The ids of the alerts that fire and begin with the prefix. */
    public Set<String> firing(String prefix) {
        return Set.copyOf(
                jdbc.sql("select id from raised_alert where firing = true").query(String.class).list().stream()
                        .filter(id -> id.startsWith(prefix))
                        .toList());
    }

    /** @param before a firing alert that was last said before this is said again */
    List<Due> due(Instant before) {
        return jdbc.sql("""
                        select * from raised_alert
                        where (told_at is null or firing = true and told_at < ?)
                        and (leased_until is null or leased_until < ?)
                        order by starts_at limit %d""".formatted(ROUND))
                .params(at(before), at(now()))
                .query((row, n) -> new Due(
                        row.getString("id"),
                        row.getString("source"),
                        row.getString("group_key"),
                        row.getString("content"),
                        row.getBoolean("firing"),
                        instant(row, "starts_at"),
                        instant(row, "ends_at"),
                        row.getLong("version")))
                .list();
    }

    /** Whether this node hands it over now, and no other. */
    boolean lease(Due due) {
        return jdbc.sql("""
                        update raised_alert set leased_until = ? where id = ? and version = ?
                        and (leased_until is null or leased_until < ?)""")
                        .params(at(now().plus(LEASE)), due.id(), due.version(), at(now()))
                        .update()
                == 1;
    }

    /** Intake has it. What changed meanwhile is said in the next round. */
    void told(Due due) {
        var settled = due.firing()
                ? jdbc.sql("update raised_alert set told_at = ?, leased_until = null where id = ? and version = ?")
                        .params(at(now()), due.id(), due.version())
                        .update()
                : jdbc.sql("delete from raised_alert where id = ? and version = ?")
                        .params(due.id(), due.version())
                        .update();
        if (settled == 0) {
            release(due);
        }
    }

    void release(Due due) {
        jdbc.sql("update raised_alert set leased_until = null where id = ?")
                .param(due.id())
                .update();
    }

    private String written(InternalAlert alert) {
        try {
            return json.writeValueAsString(alert.content());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
