package dev.firebreak.oncall.failsafe;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Incidents without a process that still have to be paged. Changes join the caller's transaction, if there is one. */
@Repository
class FailsafePages {

    /**
     * An incident to page.
     *
     * @param tries how often this level has failed so far
     * @param at when the page is due
     */
    record Due(IncidentId incident, int level, int tries, Instant at) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    FailsafePages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void add(IncidentId incident) {
        jdbc.sql("insert into poison_page (incident_id, level, tries, next_at) values (?, 1, 0, ?)"
                        + " on conflict do nothing")
                .params(incident.value(), at(clock.instant()))
                .update();
    }

    public List<Due> due() {
        return jdbc.sql("select * from poison_page where next_at <= ? order by next_at")
                .param(at(clock.instant()))
                .query(FailsafePages::page)
                .list();
    }

    /** Takes a lease on the page; false if another node took it first. */
    public boolean claim(Due due, Instant until) {
        return jdbc.sql("update poison_page set next_at = ? where incident_id = ? and next_at = ?")
                        .params(at(until), due.incident().value(), at(due.at()))
                        .update()
                == 1;
    }

    public void reschedule(IncidentId incident, int level, int tries, Instant at) {
        jdbc.sql("update poison_page set level = ?, tries = ?, next_at = ? where incident_id = ?")
                .params(level, tries, at(at), incident.value())
                .update();
    }

    public void done(IncidentId incident) {
        jdbc.sql("delete from poison_page where incident_id = ?")
                .param(incident.value())
                .update();
    }

    private static Due page(ResultSet row, int n) throws SQLException {
        return new Due(
                new IncidentId(row.getString("incident_id")),
                row.getInt("level"),
                row.getInt("tries"),
                instant(row, "next_at"));
    }
}
