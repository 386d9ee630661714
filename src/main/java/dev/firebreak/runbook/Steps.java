package dev.firebreak.runbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the step ledger. Joins the caller's transaction; {@link Ledger} knows which changes belong together. */
@Repository
class Steps {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> WORDS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, Object>> ANSWER = new TypeReference<>() {};
    private static final int SUMMARY = 500;
    private static final int SEEN = 4_000;

    private final JdbcClient jdbc;

    Steps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Step step) {
        jdbc.sql("""
                        insert into step (id, attempt, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, state, planned_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        step.id(),
                        step.attempt(),
                        step.incident().value(),
                        step.topic(),
                        step.title(),
                        step.target(),
                        step.effect().name(),
                        step.undo(),
                        step.irreversible(),
                        step.plannedFor(),
                        step.processInstance(),
                        Text.shown(step.requestedBy(), 120),
                        step.plan().json(),
                        step.planHash(),
                        step.state().name(),
                        at(step.plannedAt()))
                .update();
    }

    /** The row of the next attempt, planned as the first. */
    void insertAttempt(Step before) {
        jdbc.sql("""
                        insert into step (id, attempt, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, state, planned_at)
                        select id, attempt + 1, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, 'APPROVED', planned_at
                        from step where id = ? and attempt = ?""").params(before.id(), before.attempt()).update();
    }

    /** The latest attempt. */
    Optional<Step> find(UUID id) {
        return jdbc
                .sql("select * from step where id = ? order by attempt desc limit 1")
                .param(id)
                .query(Steps::step)
                .stream()
                .findFirst();
    }

    Optional<Step> plannedFor(String task) {
        return jdbc
                .sql("select * from step where planned_for = ? order by attempt desc limit 1")
                .param(task)
                .query(Steps::step)
                .stream()
                .findFirst();
    }

    List<Step> of(IncidentId incident) {
        return jdbc.sql("select * from step where incident_id = ? order by planned_at, id, attempt")
                .param(incident.value())
                .query(Steps::step)
                .list();
    }

    /** The latest success of this topic on this target in this incident that has not been taken back. */
    Optional<Step> lastDone(IncidentId incident, String topic, String target) {
        var all = jdbc.sql("""
                        select * from step where incident_id = ? and topic = ? and target = ?
                            and state in ('SUCCEEDED', 'VERIFIED', 'VERIFY_FAILED')
                        order by ended_at desc, planned_at desc""")
                .params(incident.value(), topic, target)
                .query(Steps::step)
                .list();
        var undone = 0;
        for (var step : all) {
            if (step.undo()) {
                undone++;
            } else if (undone-- == 0) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    boolean move(Step step, StepState from, StepState to) {
        return jdbc.sql("update step set state = ? where id = ? and attempt = ? and state = ?")
                        .params(to.name(), step.id(), step.attempt(), from.name())
                        .update()
                == 1;
    }

    boolean intend(UUID id, int attempt, String worker, Instant now, Instant lease, Map<String, String> stateBefore) {
        return jdbc.sql("""
                        update step set state = 'INTENT', worker = ?, intent_at = ?, lease_until = ?, state_before = ?
                        where id = ? and attempt = ? and state in ('PLANNED', 'APPROVED')""")
                        .params(worker, at(now), at(lease), json(stateBefore), id, attempt)
                        .update()
                == 1;
    }

    boolean run(Step step, String worker, Instant now, Instant lease) {
        return jdbc.sql("""
                        update step set state = 'RUNNING', running_at = ?, lease_until = ?
                        where id = ? and attempt = ? and worker = ? and state = 'INTENT' and lease_until > ?""")
                        .params(at(now), at(lease), step.id(), step.attempt(), worker, at(now))
                        .update()
                == 1;
    }

    boolean extend(Step step, String worker, Instant lease) {
        return jdbc.sql("update step set lease_until = ? where id = ? and attempt = ? and worker = ?")
                        .params(at(lease), step.id(), step.attempt(), worker)
                        .update()
                == 1;
    }

    /** Makes {@code worker} the owner of an open attempt whose lease has run out. From here the old owner is fenced. */
    boolean takeOver(Step step, String worker, Instant now, Instant lease) {
        return jdbc.sql("""
                        update step set worker = ?, lease_until = ?
                        where id = ? and attempt = ? and state in ('INTENT', 'RUNNING', 'TIMED_OUT')
                            and lease_until <= ?""")
                        .params(worker, at(lease), step.id(), step.attempt(), at(now))
                        .update()
                == 1;
    }

    boolean end(
            Step step,
            String worker,
            StepState state,
            Instant now,
            String summary,
            String seen,
            Map<String, Object> answer) {
        return jdbc.sql("""
                        update step set state = ?, ended_at = ?, lease_until = ?, summary = ?, seen = ?, answer = ?
                        where id = ? and attempt = ? and worker = ? and state in ('INTENT', 'RUNNING', 'TIMED_OUT')""")
                        .params(state.name(), at(now), at(now), shown(summary), block(seen), json(answer))
                        .params(step.id(), step.attempt(), worker)
                        .update()
                == 1;
    }

    /** An end that no attempt of ours wrote: declined, void, dry run, settled, verified. */
    boolean close(Step step, StepState from, StepState to, Instant now, String summary, String seen) {
        return jdbc.sql("""
                        update step set state = ?, ended_at = ?, summary = ?, seen = ?
                        where id = ? and attempt = ? and state = ?""")
                        .params(to.name(), at(now), shown(summary), block(seen), step.id(), step.attempt(), from.name())
                        .update()
                == 1;
    }

    /** Makes sure that nobody else admits a step meanwhile: first all, then this target. Ends with the transaction. */
    void lock(String target) {
        jdbc.sql("insert into target_lock (target) values (?) on conflict do nothing")
                .param(target)
                .update();
        for (var name : List.of("*", target)) {
            jdbc.sql("select target from target_lock where target = ? for update")
                    .param(name)
                    .query(String.class)
                    .single();
        }
    }

    /** Another step that is open on the target now. */
    Optional<Step> openOn(String target, UUID except) {
        return jdbc.sql("""
                        select * from step where target = ? and id <> ? and state in ('INTENT', 'RUNNING', 'TIMED_OUT')
                        order by intent_at""").params(target, except).query(Steps::step).stream().findFirst();
    }

    /** How many disruptive or destructive steps began since then; null counts every incident or target. */
    long begun(IncidentId incident, String target, Instant since) {
        return jdbc.sql("""
                        select count(distinct id) from step
                        where intent_at >= ? and effect in ('DISRUPTIVE', 'DESTRUCTIVE') and undo = false
                            and (cast(? as varchar) is null or incident_id = ?)
                            and (cast(? as varchar) is null or target = ?)""")
                .param(at(since))
                .param(incident == null ? null : incident.value())
                .param(incident == null ? null : incident.value())
                .param(target)
                .param(target)
                .query(Long.class)
                .single();
    }

    private static String shown(String summary) {
        return summary == null ? null : Text.shown(summary, SUMMARY);
    }

    private static String block(String seen) {
        return seen == null ? null : Text.block(seen, SEEN);
    }

    static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static String json(Map<String, ?> words) {
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <V> Map<String, V> read(String json, TypeReference<TreeMap<String, V>> type) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds something that can't be read", e);
        }
    }

    private static Step step(ResultSet row, int n) throws SQLException {
        return new Step(
                row.getObject("id", UUID.class),
                row.getInt("attempt"),
                new IncidentId(row.getString("incident_id")),
                row.getString("topic"),
                row.getString("title"),
                row.getString("target"),
                Effect.valueOf(row.getString("effect")),
                row.getBoolean("undo"),
                row.getBoolean("irreversible"),
                row.getString("planned_for"),
                row.getString("process_instance"),
                row.getString("requested_by"),
                Plan.fromJson(row.getString("plan")),
                row.getString("plan_hash"),
                StepState.valueOf(row.getString("state")),
                row.getString("worker"),
                instant(row, "lease_until"),
                read(row.getString("state_before"), WORDS),
                instant(row, "planned_at"),
                instant(row, "intent_at"),
                instant(row, "running_at"),
                instant(row, "ended_at"),
                row.getString("summary"),
                row.getString("seen"),
                read(row.getString("answer"), ANSWER));
    }
}
