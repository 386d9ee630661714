package dev.firebreak.runbook.ledger;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.runbook.ledger.LedgerColumns.json;

import dev.firebreak.runbook.Finding;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of attempts. Each open attempt belongs to one worker: an update succeeds only if the row still belongs to
 * that worker, and answers whether it did. Joins the caller's transaction.
 */
@Repository
class Attempts {

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    Attempts(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Adds the row of the next attempt, with the same plan. */
    void insertNext(Step before) {
        jdbc.sql("""
                        insert into step (id, attempt, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, authorized, tier, shown,
                            state, planned_at)
                        select id, attempt + 1, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, authorized, tier, shown,
                            'APPROVED', planned_at
                        from step where id = ? and attempt = ?""").params(before.id(), before.attempt()).update();
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

    /** Only while the lease lives: a renewal that hung and comes through late changes nothing. */
    boolean extend(Step step, String worker, Instant now, Instant lease) {
        return jdbc.sql("""
                        update step set lease_until = ?
                        where id = ? and attempt = ? and worker = ? and lease_until > ?""")
                        .params(at(lease), step.id(), step.attempt(), worker, at(now))
                        .update()
                == 1;
    }

    boolean release(Step step, String worker, Instant now) {
        return jdbc.sql("update step set lease_until = ? where id = ? and attempt = ? and worker = ?")
                        .params(at(now), step.id(), step.attempt(), worker)
                        .update()
                == 1;
    }

    /** Only the first doubt about an attempt; its end writes over it. */
    boolean doubt(Step step, String worker, String why) {
        return jdbc.sql("""
                        update step set summary = ?
                        where id = ? and attempt = ? and worker = ? and summary is null
                            and state in ('INTENT', 'RUNNING', 'TIMED_OUT')""")
                        .params(LedgerColumns.summary(why), step.id(), step.attempt(), worker)
                        .update()
                == 1;
    }

    /**
     * Makes {@code worker} the owner of an open attempt whose lease has expired. From now on the old owner's updates
     * fail.
     */
    boolean takeOver(Step step, String worker, Instant now, Instant lease) {
        return jdbc.sql("""
                        update step set worker = ?, lease_until = ?
                        where id = ? and attempt = ? and state in ('INTENT', 'RUNNING', 'TIMED_OUT')
                            and lease_until <= ?""")
                        .params(worker, at(lease), step.id(), step.attempt(), at(now))
                        .update()
                == 1;
    }

    /** Ends the attempt. The variables are stored too, so that they can be sent to the engine again. */
    boolean end(Step step, String worker, StepState state, Instant now, Finding finding) {
        var isEnded = jdbc.sql("""
                        update step set state = ?, ended_at = ?, lease_until = ?, summary = ?, seen = ?, answer = ?
                        where id = ? and attempt = ? and worker = ? and state in ('INTENT', 'RUNNING', 'TIMED_OUT')""")
                        .params(state.name(), at(now), at(now))
                        .params(LedgerColumns.summary(finding.summary()), LedgerColumns.seen(finding.details()))
                        .params(json(finding.variables()), step.id(), step.attempt(), worker)
                        .update()
                == 1;
        if (isEnded) {
            state.count(meters, step);
        }
        return isEnded;
    }
}
