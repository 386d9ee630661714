package dev.firebreak.runbook.ledger;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which step runs on a target, and how many steps began lately. Call {@link #lock} first if the answer has to stay
 * true.
 */
@Repository
public class TargetLocks {

    private final JdbcClient jdbc;

    TargetLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the global lock and then the target's lock until the transaction ends, so that no other step is admitted
     * meanwhile.
     */
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

    /** Another step that is running on the target now. */
    public Optional<Step> openOn(String target, UUID except) {
        return jdbc.sql("""
                        select * from step where target = ? and id <> ? and state in ('INTENT', 'RUNNING', 'TIMED_OUT')
                        order by intent_at limit 1""").params(target, except).query(Steps::step).optional();
    }

    /** Counts the steps that began and share a budget with steps of this effect; an undo does not count. */
    public Begun begun(Effect effect) {
        return new Begun(
                effect == Effect.REVERSIBLE
                        ? List.of(Effect.REVERSIBLE.name())
                        : List.of(Effect.DISRUPTIVE.name(), Effect.DESTRUCTIVE.name()));
    }

    /** The steps that share one budget. */
    public final class Begun {

        private final List<String> effects;

        private Begun(List<String> effects) {
            this.effects = effects;
        }

        /** Since then, in this incident. */
        public long of(IncidentId incident, Instant since) {
            return count(incident, null, since);
        }

        /** Since then, on this target. */
        public long on(String target, Instant since) {
            return count(null, target, since);
        }

        /** Since then, in all incidents and on all targets. */
        public long inAll(Instant since) {
            return count(null, null, since);
        }

        private long count(IncidentId incident, String target, Instant since) {
            return jdbc.sql("""
                            select count(distinct id) from step
                            where intent_at >= :since and effect in (:effects) and undo = false
                                and (cast(:incident as varchar) is null or incident_id = :incident)
                                and (cast(:target as varchar) is null or target = :target)""")
                    .param("since", at(since))
                    .param("effects", effects)
                    .param("incident", incident == null ? null : incident.value())
                    .param("target", target)
                    .query(Long.class)
                    .single();
        }
    }
}
