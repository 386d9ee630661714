package dev.firebreak.runbook.ledger;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.IncidentId;
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

    /** How many disruptive or destructive steps began since then; null means all incidents or all targets. */
    public long countBegun(IncidentId incident, String target, Instant since) {
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
}
