package dev.firebreak.escalation;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.escalation.ExternalEscalation.State;
import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Repository of escalations to parties outside. Each state is left once, whoever and however many try. */
@Repository
class ExternalEscalations {

    /** One that is on its way. */
    record Due(IncidentId incident, ExternalEscalation escalation, int attempts) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ExternalEscalations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(IncidentId incident, ExternalEscalation one) {
        jdbc.sql("""
                        insert into external_escalation
                        (id, incident_id, contact, contact_name, mail, body, sha256, state, written_by, written_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(one.id(), incident.value(), one.contact(), one.contactName(), one.mail())
                .params(one.body(), one.sha256())
                .params(one.state().name(), one.writtenBy(), at(one.writtenAt()))
                .update();
    }

    /** The newest first. */
    List<ExternalEscalation> of(IncidentId incident) {
        return jdbc.sql("select * from external_escalation where incident_id = ? order by written_at desc, id")
                .param(incident.value())
                .query(ExternalEscalations::escalation)
                .list();
    }

    /** Only if it belongs to the incident, whose members alone may see it. */
    Optional<ExternalEscalation> find(IncidentId incident, UUID id) {
        return jdbc.sql("select * from external_escalation where incident_id = ? and id = ?")
                .params(incident.value(), id)
                .query(ExternalEscalations::escalation)
                .optional();
    }

    /** Returns whether this call approved it: it waited, and what leaves is what the person read. */
    boolean approve(UUID id, String sha256, State next, String by) {
        return jdbc.sql("update external_escalation set state = ?, approved_by = ?, approved_at = ?, due_at = ?"
                                + " where id = ? and sha256 = ? and state = 'WAITING'")
                        .params(next.name(), by, at(clock.instant()), at(clock.instant()), id, sha256)
                        .update()
                == 1;
    }

    boolean withdraw(UUID id) {
        return jdbc.sql("update external_escalation set state = 'WITHDRAWN', settled_at = ?"
                                + " where id = ? and state = 'WAITING'")
                        .params(at(clock.instant()), id)
                        .update()
                == 1;
    }

    @Transactional
    Optional<Due> claim(Duration lease) {
        var now = clock.instant();
        return jdbc.sql("""
                        select * from external_escalation where state = 'DUE' and due_at <= ?
                        and (locked_until is null or locked_until < ?) order by due_at limit 1""")
                .params(at(now), at(now))
                .query((row, n) -> new Due(
                        new IncidentId(row.getString("incident_id")), escalation(row, n), row.getInt("attempts")))
                .optional()
                .filter(due -> jdbc.sql("update external_escalation set locked_until = ? where id = ? and state = 'DUE'"
                                        + " and (locked_until is null or locked_until < ?)")
                                .params(at(now.plus(lease)), due.escalation().id(), at(now))
                                .update()
                        == 1);
    }

    boolean settle(UUID id, State state, String why) {
        return jdbc.sql("update external_escalation set state = ?, why = ?, settled_at = ?, locked_until = null"
                                + " where id = ? and state = 'DUE'")
                        .params(state.name(), why, at(clock.instant()), id)
                        .update()
                == 1;
    }

    void retry(UUID id, String why, Instant next) {
        jdbc.sql("update external_escalation set due_at = ?, why = ?, attempts = attempts + 1, locked_until = null"
                        + " where id = ? and state = 'DUE'")
                .params(at(next), why, id)
                .update();
    }

    private static ExternalEscalation escalation(ResultSet row, int n) throws SQLException {
        return new ExternalEscalation(
                row.getObject("id", UUID.class),
                row.getString("contact"),
                row.getString("contact_name"),
                row.getString("mail"),
                row.getString("body"),
                row.getString("sha256"),
                State.valueOf(row.getString("state")),
                row.getString("written_by"),
                instant(row, "written_at"),
                row.getString("approved_by"),
                instant(row, "approved_at"),
                instant(row, "settled_at"),
                row.getString("why"));
    }
}
