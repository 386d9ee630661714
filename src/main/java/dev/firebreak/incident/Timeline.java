package dev.firebreak.incident;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happened in an incident, line by line, in UTC. Written in the caller's transaction; never changed afterwards. */
@Repository
public class Timeline {

    private static final int WHAT = 500;
    private static final int DETAILS = 20_000;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;

    /**
     * A line that is still to be written.
     *
     * @param milestone reached with it for the first time, or null
     * @param details or null
     */
    public record Line(IncidentId incident, Milestone milestone, String what, String who, String details) {}

    Timeline(JdbcTemplate batches, JdbcClient jdbc, Clock clock) {
        this.batches = batches;
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
        return jdbc.sql("select at from timeline_entry where incident_id = ? and milestone = ? order by number limit 1")
                .param(incident.value())
                .param(milestone.name())
                .query((row, n) -> instant(row, "at"))
                .optional();
    }

    private void write(IncidentId incident, Milestone milestone, String what, String who, String details) {
        write(List.of(new Line(incident, milestone, what, who, details)));
    }

    /** Many lines at once, in their order. */
    public void write(List<Line> lines) {
        var now = at(clock.instant());
        batches.batchUpdate(
                "insert into timeline_entry (incident_id, at, milestone, what, who, details) values (?, ?, ?, ?, ?, ?)",
                lines,
                1_000,
                (row, line) -> {
                    row.setString(1, line.incident().value());
                    row.setObject(2, now);
                    row.setString(
                            3,
                            line.milestone() == null ? null : line.milestone().name());
                    row.setString(4, Text.shown(line.what(), WHAT));
                    row.setString(5, Text.shown(line.who(), NewIncident.WORD));
                    row.setString(6, line.details() == null ? null : Text.block(line.details(), DETAILS));
                });
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
}
