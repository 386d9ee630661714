package dev.firebreak.auditor;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The row of the auditor's rounds: it decides which node does the next one, and keeps what the last one found. */
@Repository
class AuditorRounds {

    private static final String SEPARATOR = "\n";

    /** The last round that ended. */
    record Round(Instant at, String node, List<String> findings) {}

    private final JdbcClient jdbc;

    AuditorRounds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the round that is due; false if none is, or another node took it. */
    boolean take(String node, Instant now, Instant next) {
        return jdbc.sql("update auditor_round set next_at = ?, node = ? where id = 1 and next_at <= ?")
                        .params(at(next), node, at(now))
                        .update()
                == 1;
    }

    void done(Instant now, List<String> findings) {
        jdbc.sql("update auditor_round set done_at = ?, findings = ? where id = 1")
                .params(at(now), String.join(SEPARATOR, findings))
                .update();
    }

    /** Empty before the first round. */
    Optional<Round> last() {
        return jdbc.sql("select * from auditor_round where id = 1 and done_at is not null")
                .query((row, n) ->
                        new Round(instant(row, "done_at"), row.getString("node"), findings(row.getString("findings"))))
                .optional();
    }

    private static List<String> findings(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }
}
