package dev.firebreak.probe.heartbeat;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of heartbeats. */
@Repository
class HeartbeatRows {

    private final JdbcClient jdbc;

    /** When it was declared, heard, and last reported a failure; the last two may be null. */
    record Heard(Instant declaredAt, Instant heardAt, Instant failedAt) {}

    HeartbeatRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String name, Instant now) {
        jdbc.sql("insert into heartbeat (name, declared_at) values (?, ?) on conflict do nothing")
                .params(name, at(now))
                .update();
    }

    void heard(String name, Instant now, boolean failed) {
        add(name, now);
        jdbc.sql("update heartbeat set " + (failed ? "failed_at" : "heard_at") + " = ? where name = ?")
                .params(at(now), name)
                .update();
    }

    /** Whether it was not heard since; until the transaction ends, no beat is taken. */
    boolean lockUnheardSince(String name, Instant heardAt) {
        return jdbc.sql("select heard_at from heartbeat where name = ? for update")
                .param(name)
                .query((row, n) -> Optional.ofNullable(instant(row, "heard_at")))
                .optional()
                .map(now -> now.equals(Optional.ofNullable(heardAt)))
                .orElse(false);
    }

    Map<String, Heard> all() {
        var all = new HashMap<String, Heard>();
        jdbc.sql("select * from heartbeat").query(row -> {
            all.put(
                    row.getString("name"),
                    new Heard(instant(row, "declared_at"), instant(row, "heard_at"), instant(row, "failed_at")));
        });
        return all;
    }
}
