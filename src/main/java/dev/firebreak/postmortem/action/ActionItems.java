package dev.firebreak.postmortem.action;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores action items. Writes join the caller's transaction. */
@Repository("filedActionItems") // the form field "actionItems" would shadow a bean of that name in expressions
public class ActionItems {

    private final JdbcClient jdbc;
    private final Clock clock;

    ActionItems(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void file(IncidentId incident, ActionLine line) {
        jdbc.sql("insert into action_item (incident_id, type, description, owner, due, status, filed_at)"
                        + " values (?, 'task', ?, ?, ?, 'OPEN', ?)")
                .param(incident.value())
                .param(line.description())
                .param(line.owner())
                .param(line.due())
                .param(at(clock.instant()))
                .update();
    }

    public List<ActionItem> of(IncidentId incident) {
        return jdbc.sql("select * from action_item where incident_id = ? order by id")
                .param(incident.value())
                .query(ActionItems::item)
                .list();
    }

    private static ActionItem item(ResultSet row, int n) throws SQLException {
        return new ActionItem(
                row.getLong("id"),
                new IncidentId(row.getString("incident_id")),
                row.getString("type"),
                row.getString("description"),
                row.getString("owner"),
                row.getObject("due", LocalDate.class),
                ActionItem.Status.valueOf(row.getString("status")),
                instant(row, "filed_at"));
    }
}
