package dev.firebreak.postmortem.record;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.record.PostMortem.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores post-mortems. Writes join the caller's transaction. */
@Repository
public class PostMortems {

    private final JdbcClient jdbc;
    private final Clock clock;

    PostMortems(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Creates the draft; does nothing if the incident has a post-mortem. */
    public void draft(IncidentId incident, Instant due, String author, PostMortemSections sections) {
        if (find(incident).isPresent()) {
            return;
        }
        jdbc.sql("insert into postmortem (incident_id, status, version, authors, drafted_at, due_at)"
                        + " values (?, 'DRAFT', 0, '', ?, ?)")
                .param(incident.value())
                .param(at(clock.instant()))
                .param(at(due))
                .update();
        write(find(incident).orElseThrow(), Status.DRAFT, null, author, sections);
    }

    public Optional<PostMortem> find(IncidentId incident) {
        return jdbc.sql("select * from postmortem where incident_id = ?")
                .param(incident.value())
                .query(PostMortems::postMortem)
                .optional();
    }

    /** Throws {@link PostMortemUnknown} if there is none. */
    public PostMortem get(IncidentId incident) {
        return find(incident).orElseThrow(() -> new PostMortemUnknown(incident));
    }

    /**
     * Replaces the sections. Returns false if the stored version is no longer that of {@code seen} (optimistic lock).
     */
    public boolean edit(PostMortem seen, String author, PostMortemSections sections) {
        return write(seen, Status.DRAFT, seen.finishedAt(), author, sections);
    }

    /**
     * Stores the sections that the user task submitted.
     *
     * @throws PostMortemChanged if the stored version is no longer that of {@code seen}
     */
    public void record(PostMortem seen, String author, PostMortemSections sections, boolean isFinal) {
        var status = isFinal ? Status.SUBMITTED : Status.DRAFT;
        if (!write(seen, status, clock.instant(), author, sections)) {
            throw new PostMortemChanged(seen.incident());
        }
    }

    /** Returns false if it has changed meanwhile. */
    public boolean move(PostMortem seen, Status status) {
        return jdbc.sql("update postmortem set status = ?, version = version + 1 where incident_id = ? and version = ?")
                        .params(status.name(), seen.incident().value(), seen.version())
                        .update()
                == 1;
    }

    /** Makes it final. Returns false if it has changed meanwhile. */
    public boolean approve(PostMortem seen, String by) {
        return jdbc.sql("update postmortem set status = 'FINAL', approved_by = ?, approved_at = ?,"
                                + " version = version + 1 where incident_id = ? and version = ?")
                        .params(by, at(clock.instant()), seen.incident().value(), seen.version())
                        .update()
                == 1;
    }

    private boolean write(
            PostMortem seen, Status status, Instant finished, String author, PostMortemSections sections) {
        return jdbc.sql("""
                        update postmortem set status = ?, finished_at = ?, authors = ?, version = version + 1,
                            summary = ?, user_impact = ?, data_loss = ?, financial_impact = ?, what_happened = ?,
                            why1 = ?, why2 = ?, why3 = ?, why4 = ?, why5 = ?, contributing_factors = ?,
                            went_well = ?, to_improve = ?, lessons = ?, action_lines = ?
                        where incident_id = ? and version = ?""")
                        .params(Arrays.asList(
                                status.name(),
                                at(finished),
                                with(seen.authors(), author),
                                sections.summary(),
                                sections.userImpact(),
                                sections.dataLoss(),
                                sections.financialImpact(),
                                sections.whatHappened(),
                                sections.why1(),
                                sections.why2(),
                                sections.why3(),
                                sections.why4(),
                                sections.why5(),
                                sections.contributingFactors(),
                                sections.wentWell(),
                                sections.toImprove(),
                                sections.lessons(),
                                sections.actionItems(),
                                seen.incident().value(),
                                seen.version()))
                        .update()
                == 1;
    }

    private static String with(List<String> authors, String author) {
        var all = new LinkedHashSet<>(authors);
        if (author != null && String.join(",", all).length() + author.length() < 900) {
            all.add(PostMortem.asAuthor(author));
        }
        return String.join(",", all);
    }

    private static PostMortem postMortem(ResultSet row, int n) throws SQLException {
        var authors = row.getString("authors");
        return new PostMortem(
                new IncidentId(row.getString("incident_id")),
                Status.valueOf(row.getString("status")),
                row.getLong("version"),
                authors.isEmpty() ? List.of() : List.of(authors.split(",")),
                instant(row, "drafted_at"),
                instant(row, "due_at"),
                instant(row, "finished_at"),
                sections(row));
    }

    private static PostMortemSections sections(ResultSet row) throws SQLException {
        return new PostMortemSections(
                row.getString("summary"),
                row.getString("user_impact"),
                row.getString("data_loss"),
                row.getString("financial_impact"),
                row.getString("what_happened"),
                row.getString("why1"),
                row.getString("why2"),
                row.getString("why3"),
                row.getString("why4"),
                row.getString("why5"),
                row.getString("contributing_factors"),
                row.getString("went_well"),
                row.getString("to_improve"),
                row.getString("lessons"),
                row.getString("action_lines"));
    }
}
