package dev.firebreak.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happened in an incident, line by line, in UTC. Written in the caller's transaction; never changed afterwards. */
@Repository
public class Timeline {

    private static final int WHAT = 500;
    private static final int DETAILS = 20_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    Timeline(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void add(IncidentId incident, String what, String who) {
        write(incident, null, what, who, null);
    }

    public void add(IncidentId incident, String what, String who, String details) {
        write(incident, null, what, who, details);
    }

    public void reach(IncidentId incident, Milestone milestone, String what, String who) {
        reach(incident, milestone, what, who, null);
    }

    /** Writes a milestone; the first time counts, so that a repeat is an ordinary line. */
    public void reach(IncidentId incident, Milestone milestone, String what, String who, String details) {
        write(incident, when(incident, milestone).isPresent() ? null : milestone, what, who, details);
    }

    public List<TimelineEntry> of(IncidentId incident) {
        return jdbc.sql("select * from timeline_entry where incident_id = ? order by number")
                .param(incident.value())
                .query(Timeline::entry)
                .list();
    }

    public Optional<Instant> when(IncidentId incident, Milestone milestone) {
        return jdbc
                .sql("select at from timeline_entry where incident_id = ? and milestone = ? order by number")
                .param(incident.value())
                .param(milestone.name())
                .query((row, n) -> instant(row, "at"))
                .stream()
                .findFirst();
    }

    private void write(IncidentId incident, Milestone milestone, String what, String who, String details) {
        jdbc.sql(
                        "insert into timeline_entry (incident_id, at, milestone, what, who, details) values (?, ?, ?, ?, ?, ?)")
                .param(incident.value())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(milestone == null ? null : milestone.name())
                .param(Text.shown(what, WHAT))
                .param(Text.shown(who, Opening.WORD))
                .param(details == null ? null : Text.block(details, DETAILS))
                .update();
    }

    private static TimelineEntry entry(ResultSet row, int n) throws SQLException {
        var milestone = row.getString("milestone");
        return new TimelineEntry(
                row.getLong("number"),
                instant(row, "at"),
                milestone == null ? null : Milestone.valueOf(milestone),
                row.getString("what"),
                row.getString("who"),
                row.getString("details"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
