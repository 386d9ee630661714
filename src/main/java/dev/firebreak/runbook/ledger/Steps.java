package dev.firebreak.runbook.ledger;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static dev.firebreak.runbook.ledger.LedgerColumns.answer;
import static dev.firebreak.runbook.ledger.LedgerColumns.words;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.EffectiveSteps;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of the step ledger. Joins the caller's transaction; {@link Ledger} combines changes that belong together.
 */
@Repository
public class Steps implements EffectiveSteps {

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    Steps(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    void insert(Step step) {
        jdbc.sql("""
                        insert into step (id, attempt, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, authorized, tier, shown,
                            state, planned_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
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
                        step.requestedBy(),
                        step.plan().json(),
                        step.planHash(),
                        step.authorized().name(),
                        step.tier(),
                        step.shown(),
                        step.state().name(),
                        at(step.plannedAt()))
                .update();
    }

    /** The newest attempt of the step. */
    public Optional<Step> find(UUID id) {
        return jdbc.sql("select * from step where id = ? order by attempt desc limit 1")
                .param(id)
                .query(Steps::step)
                .optional();
    }

    Optional<Step> plannedFor(String task) {
        return jdbc.sql("select * from step where planned_for = ? order by attempt desc limit 1")
                .param(task)
                .query(Steps::step)
                .optional();
    }

    /** Every attempt of an incident, in the order of planning. */
    public List<Step> of(IncidentId incident) {
        return jdbc.sql("select * from step where incident_id = ? order by planned_at, id, attempt")
                .param(incident.value())
                .query(Steps::step)
                .list();
    }

    /**
     * The newest attempts that have begun or may begin, whose outcome is unknown, or whose success nothing has verified;
     * the oldest first.
     */
    List<Step> unfinished(IncidentId incident) {
        return jdbc.sql("""
                        select * from step s where incident_id = ?
                            and state in ('PLANNED', 'APPROVED', 'INTENT', 'RUNNING', 'TIMED_OUT', 'UNKNOWN', 'SUCCEEDED')
                            and attempt = (select max(attempt) from step newest where newest.id = s.id)
                        order by planned_at, id""").param(incident.value()).query(Steps::step).list();
    }

    /**
     * What steps of the incident changed, can take back, and have not taken back, and each change whose outcome is
     * unknown; the newest first.
     */
    public List<Step> standing(IncidentId incident) {
        var standing = new ArrayList<Step>();
        for (var step : of(incident)) {
            if (standing.stream().noneMatch(it -> it.isLike(step))) {
                lastDone(incident, step.topic(), step.target())
                        .filter(it -> !it.irreversible() || it.state() == StepState.UNKNOWN)
                        .ifPresent(standing::add);
            }
        }
        standing.sort(Comparator.comparing(Step::endedAt).reversed());
        return standing;
    }

    /**
     * The newest success of this topic on this target in this incident that has not been undone. A change whose outcome
     * is unknown counts as one; an undo whose outcome is unknown does not.
     */
    Optional<Step> lastDone(IncidentId incident, String topic, String target) {
        var all = jdbc.sql("""
                        select * from step where incident_id = ? and topic = ? and target = ?
                            and (state in ('SUCCEEDED', 'VERIFIED', 'VERIFY_FAILED') or state = 'UNKNOWN' and not undo)
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

    @Override
    public boolean any(IncidentId incident) {
        return jdbc.sql("select count(*) from step where incident_id = ? and not undo"
                                + " and state in ('SUCCEEDED', 'VERIFIED')")
                        .param(incident.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Changes the state; answers whether the step was in state {@code from}. */
    public boolean move(Step step, StepState from, StepState to) {
        return jdbc.sql("update step set state = ? where id = ? and attempt = ? and state = ?")
                        .params(to.name(), step.id(), step.attempt(), from.name())
                        .update()
                == 1;
    }

    /** Ends a step outside an attempt: nothing to do, declined, void, dry run, settled, verified. */
    public boolean close(Step step, StepState from, StepState to, Instant now, String summary, String seen) {
        var isClosed = jdbc.sql("""
                        update step set state = ?, ended_at = ?, summary = ?, seen = ?
                        where id = ? and attempt = ? and state = ?""")
                        .params(to.name(), at(now), LedgerColumns.summary(summary), LedgerColumns.seen(seen))
                        .params(step.id(), step.attempt(), from.name())
                        .update()
                == 1;
        if (isClosed) {
            to.count(meters, step);
        }
        return isClosed;
    }

    static Step step(ResultSet row, int n) throws SQLException {
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
                RequiredApprovals.of(row.getString("authorized")),
                row.getString("tier"),
                row.getString("shown"),
                StepState.valueOf(row.getString("state")),
                row.getString("worker"),
                instant(row, "lease_until"),
                words(row, "state_before"),
                instant(row, "planned_at"),
                instant(row, "intent_at"),
                instant(row, "running_at"),
                instant(row, "ended_at"),
                row.getString("summary"),
                row.getString("seen"),
                answer(row, "answer"));
    }
}
