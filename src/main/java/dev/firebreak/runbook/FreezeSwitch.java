package dev.firebreak.runbook;

import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stops every step that changes something, at once and on all nodes. */
@Repository
class FreezeSwitch {

    private final JdbcClient jdbc;
    private final Clock clock;

    FreezeSwitch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Why nothing may be changed now, or nothing. */
    Optional<String> frozen() {
        return jdbc.sql("select reason, set_by from freeze_switch where id = 1 and frozen")
                .query((row, n) ->
                        "All steps are frozen by " + row.getString("set_by") + ": " + row.getString("reason"))
                .optional();
    }

    void set(boolean frozen, String reason, String by) {
        jdbc.sql("update freeze_switch set frozen = ?, reason = ?, set_by = ?, set_at = ? where id = 1")
                .params(frozen, reason, by, Steps.at(clock.instant()))
                .update();
    }
}
