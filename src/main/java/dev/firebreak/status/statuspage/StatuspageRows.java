package dev.firebreak.status.statuspage;

import static dev.firebreak.database.Timestamps.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Repository of what Statuspage knows. Each change is committed before the call that it speaks of. */
@Repository
class StatuspageRows {

    /**
     * What it knows of an incident.
     *
     * @param isTried whether a POST was begun
     * @param remoteId its id of the incident, or null
     * @param sent how many of the texts it has
     * @param isClosed whether it was told that the incident is over
     * @param attempts tries that were begun and did not end well: what the last one did is not known
     */
    record Row(String incident, boolean isTried, String remoteId, int sent, boolean isClosed, int attempts) {}

    /** An incident that may be open there, although our page has it no more. */
    record Unfinished(String incident, String service) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    StatuspageRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What it knows; nothing yet if the incident is new. */
    Row of(String incident) {
        jdbc.sql("insert into statuspage_incident (incident_id, due_at) values (?, ?) on conflict do nothing")
                .params(incident, at(clock.instant()))
                .update();
        return jdbc.sql("select * from statuspage_incident where incident_id = ?")
                .param(incident)
                .query((row, n) -> new Row(
                        incident,
                        row.getBoolean("is_tried"),
                        row.getString("remote_id"),
                        row.getInt("sent"),
                        row.getBoolean("is_closed"),
                        row.getInt("attempts")))
                .single();
    }

    /** Takes the incident for this node, if it is due; empty if another node has it. */
    @Transactional
    Optional<Row> claim(String incident, Duration lease) {
        var now = clock.instant();
        var before = of(incident);
        var isTaken = jdbc.sql(
                                "update statuspage_incident set locked_until = ?, attempts = attempts + 1 where incident_id = ? and due_at <= ?"
                                        + " and (locked_until is null or locked_until < ?)")
                        .params(at(now.plus(lease)), incident, at(now), at(now))
                        .update()
                == 1;
        return isTaken ? Optional.of(before) : Optional.empty();
    }

    /** Those that were begun there and are for members only by now, or were over before that time. */
    List<Unfinished> unfinished(Instant then) {
        return jdbc.sql("""
                        select s.incident_id, i.service from statuspage_incident s join incident i on i.id = s.incident_id
                        where s.is_tried and not s.is_closed
                          and (coalesce(i.resolved_at, i.closed_at) < ?
                               or exists (select 1 from members_only m where m.incident_id = s.incident_id))
                        order by s.incident_id""")
                .param(at(then))
                .query((row, n) -> new Unfinished(row.getString("incident_id"), row.getString("service")))
                .list();
    }

    void closed(String incident) {
        jdbc.sql("update statuspage_incident set is_closed = true, why = null where incident_id = ?")
                .param(incident)
                .update();
    }

    void tries(String incident) {
        jdbc.sql("update statuspage_incident set is_tried = true where incident_id = ?")
                .param(incident)
                .update();
    }

    void made(String incident, String remoteId) {
        jdbc.sql("update statuspage_incident set remote_id = ? where incident_id = ?")
                .params(remoteId, incident)
                .update();
    }

    void sent(String incident, int sent, boolean isClosed) {
        jdbc.sql("update statuspage_incident set sent = ?, is_closed = ?, why = null where incident_id = ?")
                .params(sent, isClosed, incident)
                .update();
    }

    void release(String incident) {
        jdbc.sql("update statuspage_incident set locked_until = null, attempts = 0 where incident_id = ?")
                .param(incident)
                .update();
    }

    void failed(String incident, String why, Instant next) {
        jdbc.sql("update statuspage_incident set why = ?, due_at = ?, locked_until = null" + " where incident_id = ?")
                .params(why, at(next), incident)
                .update();
    }

    /** Why it lacks something, if it does. */
    Optional<String> trouble() {
        return jdbc.sql("select max(why) as why from statuspage_incident where why is not null")
                .query(String.class)
                .optional();
    }
}
