package dev.firebreak.incident.change;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.database.NewTransaction;
import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The log of changes. {@code Timeline} adds rows in the transactions of the changes, and these commit in any order; a
 * position is assigned after the commit, by one node at a time. So a reader that remembers the last position that it
 * saw misses no change, on whichever node it reads on (ADR 29).
 */
@Repository
public class IncidentChanges {

    /** So many of the latest changes are kept. A reader that is further behind starts again. */
    public static final int KEPT = 2_000;

    private static final int BATCH = 1_000;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final NewTransaction transaction;

    /** The log of this database. */
    public IncidentChanges(JdbcTemplate batches, JdbcClient jdbc, NewTransaction transaction) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Adds a change that is no line of the timeline, in the caller's transaction. Its kind is {@link ChangeKind#CHANGED}.
     *
     * @param action such as {@code task.changed}
     */
    public void add(IncidentId incident, String action, Instant at) {
        jdbc.sql("insert into incident_change (incident_id, action, at) values (?, ?, ?)")
                .params(incident.value(), action, at(at))
                .update();
    }

    /** Gives each committed change its position. Returns how many got one. */
    public int assignPositions() {
        var assigned = 0;
        while (isAnyWithoutPosition()) {
            assigned += transaction.with(this::assignBatch);
        }
        return assigned;
    }

    private boolean isAnyWithoutPosition() {
        return !jdbc.sql("select 1 from incident_change where position is null limit 1")
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    private int assignBatch() {
        var size = jdbc.sql("select size from incident_change_log where id = 1 for update")
                .query(Long.class)
                .single();
        var numbers = jdbc.sql("select number from incident_change where position is null order by number limit ?")
                .param(BATCH)
                .query(Long.class)
                .list();
        assign(size, numbers);
        jdbc.sql("update incident_change_log set size = ? where id = 1")
                .param(size + numbers.size())
                .update();
        return numbers.size();
    }

    /** Mostly one statement: numbers have gaps only where a transaction ended in another way or has not ended. */
    private void assign(long size, List<Long> numbers) {
        var runs = new ArrayList<Object[]>();
        for (int from = 0, to = 1; to <= numbers.size(); to++) {
            if (to == numbers.size() || numbers.get(to) != numbers.get(to - 1) + 1) {
                runs.add(new Object[] {size + from + 1 - numbers.get(from), numbers.get(from), numbers.get(to - 1)});
                from = to;
            }
        }
        batches.batchUpdate("update incident_change set position = number + ? where number between ? and ?", runs);
    }

    /** The position of the latest change; 0 if there was none yet. */
    public long last() {
        return jdbc.sql("select size from incident_change_log where id = 1")
                .query(Long.class)
                .single();
    }

    /** How many changes were committed, also those without a position yet. */
    public long committed() {
        return jdbc.sql("""
                        select (select size from incident_change_log where id = 1)
                          + (select count(*) from incident_change where position is null)""").query(Long.class).single();
    }

    /** The changes after a position, in their order. */
    public List<IncidentChange> after(long position, int limit) {
        return jdbc.sql("select * from incident_change where position > ? order by position limit ?")
                .params(position, limit)
                .query(IncidentChanges::change)
                .list();
    }

    /** The latest changes, in their order. */
    public List<IncidentChange> latest() {
        var latest = jdbc.sql("select * from incident_change where position is not null order by position desc limit ?")
                .param(KEPT)
                .query(IncidentChanges::change)
                .list();
        var inOrder = new ArrayList<>(latest);
        Collections.reverse(inOrder);
        return inOrder;
    }

    /** Deletes what is older than the latest {@value #KEPT}. */
    public void forgetOld() {
        jdbc.sql("delete from incident_change where position <= ?")
                .param(last() - KEPT)
                .update();
    }

    private static IncidentChange change(ResultSet row, int n) throws SQLException {
        return new IncidentChange(
                row.getLong("position"),
                new IncidentId(row.getString("incident_id")),
                ChangeKind.of(row.getString("action")),
                instant(row, "at"));
    }
}
