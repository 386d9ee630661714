package dev.firebreak.runbook.admission;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.access.Audit;
import dev.firebreak.access.DisplayNames;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Stops all steps that change something, immediately and on all nodes. */
@Repository
public class FreezeSwitch {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final DisplayNames names;
    private final Clock clock;

    FreezeSwitch(JdbcClient jdbc, Audit audit, DisplayNames names, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.names = names;
        this.clock = clock;
    }

    /** Why steps are frozen; empty if they are not. */
    public Optional<String> frozen() {
        return jdbc.sql("select reason, set_by from freeze_switch where id = 1 and frozen")
                .query((row, n) -> "All steps are frozen by " + names.actor(row.getString("set_by")) + ": "
                        + row.getString("reason"))
                .optional();
    }

    /** Whether steps are frozen now, and by this actor. */
    boolean isFrozenBy(String who) {
        return jdbc.sql("select count(*) from freeze_switch where id = 1 and frozen and set_by = ?")
                        .param(who)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Freezes or releases all steps. The audit row is written in the same transaction. */
    @Transactional
    public void set(boolean frozen, String reason, String by) {
        audit.record("system", by, frozen ? "steps.frozen" : "steps.released", Map.of("reason", reason));
        jdbc.sql("update freeze_switch set frozen = ?, reason = ?, set_by = ?, set_at = ? where id = 1")
                .params(frozen, reason, by, at(clock.instant()))
                .update();
    }
}
