package dev.firebreak.postmortem.action;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores action items. Writes join the caller's transaction. */
@Repository("filedActionItems") // the form field "actionItems" would shadow a bean of that name in expressions
public class ActionItems {

    /** Those of members-only incidents are for members. */
    private static final String VISIBLE = """
            (not exists (select 1 from members_only r where r.incident_id = a.incident_id)
             or exists (select 1 from incident_member m where m.incident_id = a.incident_id and m.person = :viewer))""";

    private final JdbcClient jdbc;
    private final Clock clock;

    ActionItems(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Files a line of a post-mortem, which is work for people. Returns false if it is filed already, from the line or
     * by a person in the same words.
     */
    public boolean file(IncidentId incident, ActionLine line) {
        if (isFiled(incident, line)) {
            return false;
        }
        insert(incident, "task", line.description(), line.owner(), line.due(), line.origin());
        return true;
    }

    /** Files an item. */
    public void file(IncidentId incident, String type, String description, String owner, LocalDate due) {
        insert(incident, type, description, owner, due, null);
    }

    /** Those of the lines that are not filed yet. */
    public List<ActionLine> unfiled(IncidentId incident, List<ActionLine> lines) {
        return lines.stream().filter(line -> !isFiled(incident, line)).toList();
    }

    private boolean isFiled(IncidentId incident, ActionLine line) {
        return jdbc.sql("select count(*) from action_item"
                                + " where incident_id = ? and (origin = ? or origin is null and description = ?)")
                        .params(incident.value(), line.origin(), line.description())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void insert(
            IncidentId incident, String type, String description, String owner, LocalDate due, String origin) {
        jdbc.sql("insert into action_item (incident_id, type, description, owner, due, status, filed_at, origin)"
                        + " values (?, ?, ?, ?, ?, 'OPEN', ?, ?)")
                .params(incident.value(), type, description, owner, due, at(clock.instant()), origin)
                .update();
    }

    public List<ActionItem> of(IncidentId incident) {
        return jdbc.sql("select * from action_item where incident_id = ? order by id")
                .param(incident.value())
                .query(ActionItems::item)
                .list();
    }

    public Optional<ActionItem> find(long id) {
        return jdbc.sql("select * from action_item where id = ?")
                .param(id)
                .query(ActionItems::item)
                .optional();
    }

    /** Whether the person may see it. */
    boolean isVisible(long id, String viewer) {
        return jdbc.sql("select count(*) from action_item a where a.id = :id and " + VISIBLE)
                        .param("id", id)
                        .param("viewer", viewer)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Those that the person may see: open ones by their due date, closed ones the latest first. */
    public List<ActionItem> list(boolean open, int most, String viewer) {
        var order = open ? "a.due nulls last, a.id" : "a.closed_at desc, a.id desc";
        return jdbc.sql("select * from action_item a where a.closed_at is " + (open ? "" : "not ") + "null and "
                        + VISIBLE + " order by " + order + " limit :most")
                .param("viewer", viewer)
                .param("most", most)
                .query(ActionItems::item)
                .list();
    }

    /** Those that are open and due until a day, for reminders. */
    public List<ActionItem> due(LocalDate until) {
        return jdbc.sql("select * from action_item where closed_at is null and due <= ? order by due, id limit 1000")
                .param(until)
                .query(ActionItems::item)
                .list();
    }

    /** How many incidents of the same service and symptom were opened after it was closed. */
    public int repeatsSince(ActionItem item) {
        return jdbc.sql("""
                        select count(*) from incident own join incident later
                        on later.service = own.service and later.symptom = own.symptom
                        where own.id = ? and later.opened_at > ? and later.status not in ('MERGED', 'CANCELLED')
                          and later.id not like 'DRILL-%'
                          and not exists (select 1 from members_only r where r.incident_id = later.id)""")
                .params(item.incident().value(), at(item.closedAt()))
                .query(Integer.class)
                .single();
    }

    /** Returns false if somebody else has changed it meanwhile. */
    boolean assign(ActionItem seen, String type, String owner, LocalDate due) {
        return jdbc.sql("update action_item set type = ?, owner = ?, due = ?, version = version + 1"
                                + " where id = ? and version = ? and closed_at is null")
                        .params(type, owner, due, seen.id(), seen.version())
                        .update()
                == 1;
    }

    /** Returns false if it is closed already. */
    boolean close(long id, String by, String proof) {
        return jdbc.sql("update action_item set status = 'CLOSED', closed_at = ?, closed_by = ?, proof = ?,"
                                + " version = version + 1 where id = ? and closed_at is null")
                        .params(at(clock.instant()), by, proof, id)
                        .update()
                == 1;
    }

    /** Opens it again, because what was its proof is undone. */
    void reopen(long id) {
        jdbc.sql("update action_item set status = 'OPEN', closed_at = null, closed_by = null, proof = null,"
                        + " version = version + 1 where id = ?")
                .param(id)
                .update();
    }

    /** Whether this version of a model was deployed, so admitted and released, after the item was filed. */
    boolean isDeployedSince(String key, int version, ActionItem item) {
        return jdbc.sql("""
                        select count(*) from ACT_RE_PROCDEF p join ACT_RE_DEPLOYMENT d on d.ID_ = p.DEPLOYMENT_ID_
                        where p.KEY_ = ? and p.VERSION_ = ? and d.DEPLOY_TIME_ >= ?""")
                        .params(key, version, Timestamp.from(item.filedAt()))
                        .query(Integer.class)
                        .single()
                > 0;
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
                instant(row, "filed_at"),
                instant(row, "closed_at"),
                row.getString("closed_by"),
                row.getString("proof"),
                row.getLong("version"));
    }
}
