package dev.firebreak.postmortem.change;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.postmortem.change.ActionChange.State;
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
public class ActionChanges {

    private final JdbcClient jdbc;

    ActionChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of an item, the latest first. */
    public List<ActionChange> of(long item) {
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
    boolean decide(ActionChange seen, State next, String by, Instant now) {
        return jdbc.sql("update action_change set state = ?, decided_by = ?, decided_at = ? where id = ? and state = ?")
                        .params(
                                next.name(),
                                by,
                                at(now),
                                seen.id(),
                                seen.state().name())
                        .update()
                == 1;
    }

    void end(UUID id, State state, String written, String said) {
        jdbc.sql("update action_change set state = ?, written = coalesce(?, written), said = ? where id = ?")
                .params(state.name(), written, said, id)
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
                instant(row, "decided_at"));
    }
}
