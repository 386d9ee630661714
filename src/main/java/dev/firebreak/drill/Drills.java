package dev.firebreak.drill;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.drill.Drill.Criterion;
import dev.firebreak.drill.Drill.Outcome;
import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of drills. Each change joins the caller's transaction. */
@Repository
public class Drills {

    /** How what happened to a fault begins if it was not injected. */
    static final String NOT_INJECTED = "not injected: ";

    private final JdbcClient jdbc;

    Drills(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those requested last first. */
    public List<Drill> latest(int most) {
        return jdbc.sql("select * from drill order by requested_at desc, id limit ?")
                .param(most)
                .query(this::drill)
                .list();
    }

    /** @throws DrillUnknown if there is none */
    public Drill get(UUID id) {
        return find("select * from drill where id = ?", id).orElseThrow(() -> new DrillUnknown(id));
    }

    /** Locks it until the transaction ends. */
    Drill lock(UUID id) {
        return find("select * from drill where id = ? for update", id).orElseThrow(() -> new DrillUnknown(id));
    }

    private Optional<Drill> find(String query, UUID id) {
        return jdbc.sql(query).param(id).query(this::drill).optional();
    }

    List<Drill> running() {
        return jdbc.sql("select * from drill where running_on is not null order by requested_at")
                .query(this::drill)
                .list();
    }

    /** Returns false if a drill runs on this service. */
    boolean add(Drill drill) {
        var added = jdbc.sql("insert into drill (id, scenario, target, service, running_on, requested_by,"
                        + " requested_at, detect_by, end_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(drill.id(), drill.scenario(), drill.target(), drill.service(), drill.service())
                .params(drill.requestedBy(), at(drill.requestedAt()), at(drill.detectBy()), at(drill.endBy()))
                .update();
        if (added == 0) {
            return false;
        }
        drill.participants()
                .forEach(person -> jdbc.sql("insert into drill_participant (drill_id, person) values (?, ?)")
                        .params(drill.id(), person)
                        .update());
        return true;
    }

    void runsIn(UUID id, String processInstance) {
        jdbc.sql("update drill set process_instance = ? where id = ?")
                .params(processInstance, id)
                .update();
    }

    /** The process that carries it out. */
    String process(UUID id) {
        return jdbc.sql("select process_instance from drill where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** From now on, alerts of its service are its own. */
    void injecting(UUID id, Instant now) {
        jdbc.sql("update drill set injected_at = coalesce(injected_at, ?) where id = ?")
                .params(at(now), id)
                .update();
    }

    /** No-op once the fault is taken back. */
    void injected(UUID id, String what) {
        jdbc.sql("update drill set injection = ? where id = ? and outcome is null and reverted_at is null")
                .params(what, id)
                .update();
    }

    /** What the fault changes next. */
    void changes(UUID id, String token) {
        jdbc.sql("update drill set injection_token = ? where id = ?")
                .params(token, id)
                .update();
    }

    /** What the fault changed, or was about to; empty if nothing. */
    Optional<String> token(UUID id) {
        return jdbc.sql("select injection_token from drill where id = ? and injection_token is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** The fault can't be taken back: from now on, alerts of its service are real. Returns since when. */
    Instant revertFailed(UUID id, Instant now) {
        jdbc.sql("update drill set revert_failed_at = coalesce(revert_failed_at, ?) where id = ?")
                .params(at(now), id)
                .update();
        return jdbc.sql("select revert_failed_at from drill where id = ?")
                .param(id)
                .query((row, n) -> instant(row, "revert_failed_at"))
                .single();
    }

    void detected(UUID id, IncidentId incident, Instant now) {
        jdbc.sql("update drill set incident_id = ?, detected_at = ? where id = ?")
                .params(incident.value(), at(now), id)
                .update();
    }

    /** The first reason stands. */
    void abort(UUID id, String reason) {
        jdbc.sql("update drill set abort_reason = coalesce(abort_reason, ?) where id = ?")
                .params(reason, id)
                .update();
    }

    void reverted(UUID id, String what, Instant now) {
        jdbc.sql("update drill set reversion = ?, reverted_at = coalesce(reverted_at, ?) where id = ?")
                .params(what, at(now), id)
                .update();
    }

    void end(UUID id, Outcome outcome, List<Criterion> score, Instant now) {
        var ended = jdbc.sql(
                        "update drill set outcome = ?, ended_at = ?, running_on = null where id = ? and outcome is null")
                .params(outcome.name(), at(now), id)
                .update();
        if (ended == 0) {
            return;
        }
        for (var n = 0; n < score.size(); n++) {
            var criterion = score.get(n);
            jdbc.sql("insert into drill_score (drill_id, position, criterion, met, finding) values (?, ?, ?, ?, ?)"
                            + " on conflict do nothing")
                    .params(id, n, criterion.name(), criterion.met(), criterion.finding())
                    .update();
        }
    }

    private Drill drill(ResultSet row, int n) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var incident = row.getString("incident_id");
        var outcome = row.getString("outcome");
        return new Drill(
                id,
                row.getString("scenario"),
                row.getString("target"),
                row.getString("service"),
                row.getString("requested_by"),
                instant(row, "requested_at"),
                instant(row, "detect_by"),
                instant(row, "end_by"),
                instant(row, "injected_at"),
                row.getString("injection"),
                instant(row, "detected_at"),
                incident == null ? null : new IncidentId(incident),
                row.getString("abort_reason"),
                instant(row, "reverted_at"),
                row.getString("reversion"),
                instant(row, "ended_at"),
                outcome == null ? null : Outcome.valueOf(outcome),
                participants(id),
                score(id));
    }

    private List<String> participants(UUID id) {
        return jdbc.sql("select person from drill_participant where drill_id = ? order by person")
                .param(id)
                .query(String.class)
                .list();
    }

    private List<Criterion> score(UUID id) {
        return jdbc.sql("select criterion, met, finding from drill_score where drill_id = ? order by position")
                .param(id)
                .query((row, n) ->
                        new Criterion(row.getString("criterion"), row.getBoolean("met"), row.getString("finding")))
                .list();
    }
}
