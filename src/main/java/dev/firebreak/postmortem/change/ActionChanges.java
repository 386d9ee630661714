package dev.firebreak.postmortem.change;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.postmortem.change.ShownChange.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the changes of action items. Writes join the caller's transaction. */
@Repository
class ActionChanges {

    private final JdbcClient jdbc;

    ActionChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of an item, the latest first. */
    List<ActionChange> of(long item) {
        return jdbc.sql("select * from action_change where action_item = ? order by proposed_at desc")
                .param(item)
                .query(ActionChanges::change)
                .list();
    }

    Optional<ActionChange> find(UUID id) {
        return jdbc.sql("select * from action_change where id = ?")
                .param(id)
                .query(ActionChanges::change)
                .optional();
    }

    void add(ActionChange change) {
        jdbc.sql("""
                        insert into action_change (id, action_item, kind, file, setting, content, found, state, said,
                          proposed_by, proposed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        change.id(),
                        change.item(),
                        change.kind(),
                        change.file(),
                        change.setting(),
                        change.content(),
                        change.found(),
                        change.state().name(),
                        change.said(),
                        change.proposedBy(),
                        at(change.proposedAt()))
                .update();
    }

    /** Returns false if it is in another state by now: two people decide it once. */
    boolean decide(ActionChange seen, State next, String by, Instant now, Instant until) {
        return jdbc.sql("update action_change set state = ?, decided_by = ?, decided_at = ?, busy_until = ?"
                                + " where id = ? and state = ?")
                        .params(
                                next.name(),
                                by,
                                at(now),
                                at(until),
                                seen.id(),
                                seen.state().name())
                        .update()
                == 1;
    }

    /**
     * Takes hold of a change that somebody has approved, for one attempt.
     *
     * @param next the state during the attempt; the same as before if it is repeated
     * @return false if another attempt holds it, or it is in another state by now
     */
    boolean hold(ActionChange seen, State next, Instant now, Instant until) {
        return jdbc.sql("update action_change set state = ?, busy_until = ?"
                                + " where id = ? and state = ? and (busy_until is null or busy_until <= ?)")
                        .params(next.name(), at(until), seen.id(), seen.state().name(), at(now))
                        .update()
                == 1;
    }

    /** Ends the attempt that holds it until that time. Returns false if that has lost its hold. */
    boolean end(UUID id, State from, State to, Instant until, String written, String said) {
        return jdbc.sql("update action_change set state = ?, written = coalesce(?, written), said = ?,"
                                + " busy_until = null where id = ? and state = ? and busy_until = ?")
                        .params(to.name(), written, said, id, from.name(), at(until))
                        .update()
                == 1;
    }

    /** Whether another change of the item is being made or undone, or is unfinished. Locks the item until the commit. */
    boolean isOtherUnderWay(ActionChange change) {
        jdbc.sql("select id from action_item where id = ? for update")
                .param(change.item())
                .query(Long.class)
                .list();
        return jdbc.sql("select count(*) from action_change where action_item = ? and id <> ?"
                                + " and state in ('APPROVED', 'UNDOING')")
                        .params(change.item(), change.id())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Rejects what else is proposed for the item of a change that took effect. Returns how many. */
    int rejectOthers(ActionChange change, String by, Instant now) {
        return jdbc.sql("update action_change set state = 'REJECTED', decided_by = ?, decided_at = ?, said = ?"
                        + " where action_item = ? and id <> ? and state = 'PROPOSED'")
                .params(by, at(now), "Rejected: another change of the item is in force.", change.item(), change.id())
                .update();
    }

    private static ActionChange change(ResultSet row, int n) throws SQLException {
        return new ActionChange(
                row.getObject("id", UUID.class),
                row.getLong("action_item"),
                row.getString("kind"),
                row.getString("file"),
                row.getString("setting"),
                row.getString("content"),
                row.getString("found"),
                row.getString("written"),
                State.valueOf(row.getString("state")),
                row.getString("said"),
                row.getString("proposed_by"),
                instant(row, "proposed_at"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                instant(row, "busy_until"));
    }
}
