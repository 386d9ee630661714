package dev.firebreak.incident;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.ListPage;
import dev.firebreak.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Repository of timelines: what happened in an incident, entry by entry. Append-only; joins the caller's transaction.
 */
@Repository
public class Timeline {

    /** The number of entries on a page. */
    public static final int PAGE = 500;

    private static final int WHAT = 500;
    private static final int DETAILS = 20_000;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;

    /**
     * An entry to write.
     *
     * @param milestone the milestone that this entry reaches for the first time, or null
     * @param who a person's id, or the name of the part of Firebreak that acted
     * @param details more text, or null
     * @param action the word in the audit, or null for an entry that is no decision
     */
    public record Line(
            IncidentId incident, Milestone milestone, String what, String who, String details, String action) {

        public Line(IncidentId incident, Milestone milestone, String what, String who, String details) {
            this(incident, milestone, what, who, details, milestone == null ? null : milestone.action());
        }
    }

    private record Change(IncidentId incident, String action) {}

    Timeline(JdbcTemplate batches, JdbcClient jdbc, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds an entry. */
    public void add(IncidentId incident, String what, String who) {
        add(incident, what, who, null);
    }

    /** Adds an entry with details. */
    public void add(IncidentId incident, String what, String who, String details) {
        write(List.of(new Line(incident, null, what, who, details)));
    }

    /** As {@link #decide(IncidentId, Decision, String, String, String)}, without details. */
    public void decide(IncidentId incident, Decision decision, String what, String who) {
        decide(incident, decision, what, who, null);
    }

    /** Adds an entry about a decision. */
    public void decide(IncidentId incident, Decision decision, String what, String who, String details) {
        write(List.of(new Line(incident, null, what, who, details, decision.action())));
    }

    /** As {@link #reach(IncidentId, Milestone, String, String, String)}, without details. */
    public void reach(IncidentId incident, Milestone milestone, String what, String who) {
        reach(incident, milestone, what, who, null);
    }

    /** Adds an entry that reaches a milestone. If the milestone was reached before, the entry has none. */
    public void reach(IncidentId incident, Milestone milestone, String what, String who, String details) {
        var counts = milestone.isRepeatable() || when(incident, milestone).isEmpty();
        write(List.of(new Line(incident, counts ? milestone : null, what, who, details, milestone.action())));
    }

    /** The timeline of an incident, oldest entry first. */
    public List<TimelineEntry> of(IncidentId incident) {
        return jdbc.sql("select * from timeline_entry where incident_id = ? order by number")
                .param(incident.value())
                .query(Timeline::entry)
                .list();
    }

    /** One page of the timeline of an incident, oldest entry first. A cursor is an entry's number. */
    public ListPage<TimelineEntry> page(IncidentId incident, PageRequest page) {
        var found = jdbc.sql("select * from timeline_entry where incident_id = :incident and number "
                        + (page.isBackward() ? "< :cursor order by number desc" : "> :cursor order by number")
                        + " limit :limit offset :offset")
                .param("incident", incident.value())
                .param("cursor", page.cursor() == null ? 0L : number(page))
                .param("limit", PAGE + 1)
                .param("offset", page.offset(PAGE))
                .query(Timeline::entry)
                .list();
        return ListPage.of(page, found, PAGE, entry -> String.valueOf(entry.number()));
    }

    private static long number(PageRequest page) {
        try {
            return Long.parseLong(page.cursor());
        } catch (NumberFormatException e) {
            throw new FieldInvalid(page.isBackward() ? "before" : "after", "must be the number of an entry");
        }
    }

    /** When the incident reached the milestone. */
    public Optional<Instant> when(IncidentId incident, Milestone milestone) {
        var order = milestone.isRepeatable() ? "desc" : "asc";
        return jdbc.sql("select at from timeline_entry where incident_id = ? and milestone = ? order by number " + order
                        + " limit 1")
                .param(incident.value())
                .param(milestone.name())
                .query((row, n) -> instant(row, "at"))
                .optional();
    }

    /** Writes several entries in one batch, in their order. */
    public void write(List<Line> lines) {
        var now = at(clock.instant());
        writeEntries(lines, now);
        writeChanges(lines, now);
    }

    private void writeEntries(List<Line> lines, OffsetDateTime now) {
        batches.batchUpdate(
                "insert into timeline_entry (incident_id, at, milestone, what, who, details, action)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
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
                    row.setString(7, line.action());
                });
    }

    /** For those who follow along (package incident.change). */
    private void writeChanges(List<Line> lines, OffsetDateTime now) {
        var changes = lines.stream()
                .map(line -> new Change(line.incident(), line.action() == null ? RecordOutbox.NOTED : line.action()))
                .distinct()
                .toList();
        batches.batchUpdate(
                "insert into incident_change (incident_id, action, at) values (?, ?, ?)",
                changes,
                1_000,
                (row, change) -> {
                    row.setString(1, change.incident().value());
                    row.setString(2, change.action());
                    row.setObject(3, now);
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
