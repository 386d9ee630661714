package dev.firebreak.runbook.output;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The steps that run, and the lines that they write. Of each step the latest {@value #KEPT} lines are kept, and each step
 * for a day after its end. Each change joins the caller's transaction.
 */
@Repository
public class RunningSteps {

    /** Lines kept of one step. */
    public static final int KEPT = 200;

    private static final Duration KEPT_FOR = Duration.ofDays(1);

    /** Running steps of one incident that are listed, the newest first. */
    private static final int LISTED = 20;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    RunningSteps(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** How far a running step is: what a live page compares. */
    public record Position(UUID step, IncidentId incident, long lines, long done) {}

    /**
     * Adds a step that runs, unless an earlier attempt whose answer was lost did, and deletes those that ended a day ago.
     */
    void insert(RunningStep step) {
        var old = at(step.startedAt().minus(KEPT_FOR));
        jdbc.sql("delete from running_step where ended_at < ? or ended_at is null and seen_at < ?")
                .params(old, old)
                .update();
        jdbc.sql("""
                        insert into running_step (id, incident_id, topic, title, target, reading, started_at, seen_at,
                            done, total, unit, lines)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', 0) on conflict do nothing""")
                .params(
                        step.id(),
                        step.incident().value(),
                        step.topic(),
                        step.title(),
                        step.target(),
                        step.reading(),
                        at(step.startedAt()),
                        at(step.seenAt()))
                .update();
    }

    /** Writes how far the step is, and its new lines, in place of those that an earlier attempt wrote. */
    void update(RunningStep step, List<OutputLine> fresh) {
        jdbc.sql(
                        "update running_step set seen_at = ?, ended_at = ?, done = ?, total = ?, unit = ?, lines = ? where id = ?")
                .params(
                        at(step.seenAt()),
                        at(step.endedAt()),
                        step.done(),
                        step.total(),
                        step.unit(),
                        step.lines(),
                        step.id())
                .update();
        if (!fresh.isEmpty()) {
            jdbc.sql("delete from step_output where running_step = ? and (number <= ? or number >= ?)")
                    .params(step.id(), step.lines() - KEPT, fresh.get(0).number())
                    .update();
            batches.batchUpdate(
                    "insert into step_output (running_step, number, at, text) values (?, ?, ?, ?)",
                    fresh.stream()
                            .map(line -> new Object[] {step.id(), line.number(), at(line.at()), line.text()})
                            .toList());
        }
    }

    /** Records that a person cancels it. Answers whether it runs and nobody cancelled it before. */
    boolean cancel(UUID id, String by, String reason) {
        return jdbc.sql("update running_step set cancelled_by = ?, cancel_reason = ?"
                                + " where id = ? and ended_at is null and reading and cancelled_by is null")
                        .params(by, reason, id)
                        .update()
                == 1;
    }

    /** The step, if it runs or ended within the last day. */
    public Optional<RunningStep> find(IncidentId incident, UUID id) {
        return jdbc.sql("select * from running_step where id = ? and incident_id = ?")
                .params(id, incident.value())
                .query(RunningSteps::step)
                .optional();
    }

    /** The steps of an incident that run, the newest first. */
    public List<RunningStep> of(IncidentId incident, Instant now) {
        return jdbc
                .sql("select * from running_step where incident_id = ? and ended_at is null"
                        + " order by started_at desc, id limit " + LISTED)
                .param(incident.value())
                .query(RunningSteps::step)
                .list()
                .stream()
                .filter(step -> step.isRunning(now))
                .toList();
    }

    /** The lines after a number, in their order. */
    public List<OutputLine> lines(UUID step, long after) {
        return jdbc.sql("select * from step_output where running_step = ? and number > ? order by number")
                .params(step, after)
                .query(RunningSteps::line)
                .list();
    }

    /** The latest lines, in their order. */
    public List<OutputLine> latest(UUID step, int number) {
        var lines = new ArrayList<>(
                jdbc.sql("select * from step_output where running_step = ? order by number desc limit ?")
                        .params(step, number)
                        .query(RunningSteps::line)
                        .list());
        Collections.reverse(lines);
        return lines;
    }

    /** Where the steps are that have not ended. */
    public List<Position> positions() {
        return jdbc.sql("select id, incident_id, lines, done from running_step where ended_at is null")
                .query((row, n) -> new Position(
                        row.getObject("id", UUID.class),
                        new IncidentId(row.getString("incident_id")),
                        row.getLong("lines"),
                        row.getLong("done")))
                .list();
    }

    private static OutputLine line(ResultSet row, int n) throws SQLException {
        return new OutputLine(row.getLong("number"), instant(row, "at"), row.getString("text"));
    }

    private static RunningStep step(ResultSet row, int n) throws SQLException {
        return new RunningStep(
                row.getObject("id", UUID.class),
                new IncidentId(row.getString("incident_id")),
                row.getString("topic"),
                row.getString("title"),
                row.getString("target"),
                row.getBoolean("reading"),
                instant(row, "started_at"),
                instant(row, "seen_at"),
                instant(row, "ended_at"),
                row.getLong("done"),
                row.getLong("total"),
                row.getString("unit"),
                row.getLong("lines"),
                row.getString("cancelled_by"),
                row.getString("cancel_reason"));
    }
}
