package dev.firebreak.runbook.ledger;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who acts on which target now, and how much was done lately. To be asked under {@link #lock} when it has to hold. */
@Repository
public class TargetLocks {

    private final JdbcClient jdbc;

    TargetLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
    public Optional<Step> openOn(String target, UUID except) {
        return jdbc.sql("""
                        select * from step where target = ? and id <> ? and state in ('INTENT', 'RUNNING', 'TIMED_OUT')
                        order by intent_at limit 1""").params(target, except).query(Steps::step).optional();
    }

    /** How many disruptive or destructive steps began since then; null counts every incident or target. */
    public long begun(IncidentId incident, String target, Instant since) {
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
