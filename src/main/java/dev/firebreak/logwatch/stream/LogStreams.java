package dev.firebreak.logwatch.stream;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.database.Lease;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of watches and logs. */
@Repository
public class LogStreams {

    private static final int TROUBLE = 2_000;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Lease lease;

    LogStreams(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.lease = new Lease(jdbc, "log_watch", "name", "owner", "owned_until");
    }

    /** One row of the watches. */
    public record Watch(String name, Instant ownedUntil, String trouble) {}

    /** How many logs of a watch are in a state, and their sums. */
    public record Sum(String watch, StreamState state, long logs, long lag, long lines, long hits) {}

    /** Takes or keeps a watch for this owner; false if another one has it. */
    boolean take(String watch, String owner, Instant now, Instant until) {
        jdbc.sql("insert into log_watch (name, owned_until) values (?, ?) on conflict do nothing")
                .params(watch, at(now))
                .update();
        return lease.take(watch, owner, now, until);
    }

    /** Locks the watch for this transaction; false if it is another one's by now. */
    boolean isMine(String watch, String owner) {
        return lease.lock(watch, owner);
    }

    void release(String watch, String owner, Instant now) {
        lease.release(watch, owner, now);
    }

    void setTrouble(String watch, String trouble) {
        jdbc.sql("update log_watch set trouble = ? where name = ?")
                .params(Text.previewBlock(trouble, TROUBLE), watch)
                .update();
    }

    List<StreamRow> of(String watch) {
        return jdbc.sql("select * from log_stream where watch = ?")
                .param(watch)
                .query(LogStreams::row)
                .list();
    }

    /** Each row is new or replaces the one of its name. */
    void save(List<StreamRow> rows) {
        batches.batchUpdate(
                "insert into log_stream (watch, name, service, state, lag, line_count, hit_count, seen_at)"
                        + " values (?, ?, ?, 'WATCHED', 0, 0, 0, ?) on conflict do nothing",
                rows,
                500,
                (statement, row) -> {
                    statement.setString(1, row.watch());
                    statement.setString(2, row.name());
                    statement.setString(3, row.service());
                    statement.setObject(4, at(row.seenAt()));
                });
        batches.batchUpdate(
                "update log_stream set service = ?, position = ?, counted = ?, state = ?, why = ?, lag = ?,"
                        + " line_count = ?, hit_count = ?, last_hit = ?, seen_at = ? where watch = ? and name = ?",
                rows,
                500,
                (statement, row) -> {
                    statement.setString(1, row.service());
                    statement.setString(2, row.position());
                    statement.setString(3, row.counted());
                    statement.setString(4, row.state().name());
                    statement.setString(5, row.why());
                    statement.setLong(6, row.lag());
                    statement.setLong(7, row.lines());
                    statement.setLong(8, row.hits());
                    statement.setObject(9, at(row.lastHit()));
                    statement.setObject(10, at(row.seenAt()));
                    statement.setString(11, row.watch());
                    statement.setString(12, row.name());
                });
    }

    void delete(String watch, String name) {
        jdbc.sql("delete from log_stream where watch = ? and name = ?")
                .params(watch, name)
                .update();
    }

    /** Deletes watches that nobody has held since then; only right in a transaction. */
    void forget(Instant since) {
        jdbc.sql("select name from log_watch where owned_until < ? order by name for update")
                .param(at(since))
                .query(String.class)
                .list()
                .forEach(watch -> {
                    jdbc.sql("delete from log_stream where watch = ?")
                            .param(watch)
                            .update();
                    jdbc.sql("delete from log_watch where name = ?")
                            .param(watch)
                            .update();
                });
    }

    public List<Watch> watches() {
        return jdbc.sql("select name, owned_until, trouble from log_watch order by name")
                .query((row, n) ->
                        new Watch(row.getString("name"), instant(row, "owned_until"), row.getString("trouble")))
                .list();
    }

    public List<Sum> sums() {
        return jdbc.sql("select watch, state, count(*), sum(lag), sum(line_count), sum(hit_count)"
                        + " from log_stream group by watch, state order by watch, state")
                .query((row, n) -> new Sum(
                        row.getString(1),
                        StreamState.valueOf(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)))
                .list();
    }

    /** The logs that people have to look at first: what can't be read, what lags, what counted last. */
    public List<StreamRow> worst(int limit) {
        return jdbc.sql("select * from log_stream order by case state when 'UNREADABLE' then 0 when 'WATCHED' then 1"
                        + " when 'SKIPPED' then 2 else 3 end, lag desc, last_hit desc nulls last, watch, name limit ?")
                .param(limit)
                .query(LogStreams::row)
                .list();
    }

    private static StreamRow row(ResultSet row, int n) throws SQLException {
        return new StreamRow(
                row.getString("watch"),
                row.getString("name"),
                row.getString("service"),
                row.getString("position"),
                row.getString("counted"),
                StreamState.valueOf(row.getString("state")),
                row.getString("why"),
                row.getLong("lag"),
                row.getLong("line_count"),
                row.getLong("hit_count"),
                instant(row, "last_hit"),
                instant(row, "seen_at"));
    }
}
