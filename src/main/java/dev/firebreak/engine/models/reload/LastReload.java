package dev.firebreak.engine.models.reload;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the last reload of any node refused, for the page about models. A reload without a refusal clears it. */
@Repository
public class LastReload {

    private static final int LONGEST = 500;

    /**
     * A refused file.
     *
     * @param by the login of who asked for the reload
     */
    public record RefusedFile(String file, String reason, String by, Instant at) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    public LastReload(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Replaces what the reload before refused. */
    @Transactional
    public void record(ReloadResult result, String by) {
        jdbc.sql("delete from refused_model").update();
        for (var refused : result.refused()) {
            jdbc.sql("insert into refused_model (file, reason, refused_by, refused_at) values (?, ?, ?, ?)")
                    .params(
                            Text.shown(refused.file(), 255),
                            Text.preview(String.valueOf(refused.reasons().get(0)), LONGEST),
                            by,
                            at(clock.instant()))
                    .update();
        }
    }

    /** By the names of the files. */
    public List<RefusedFile> refused() {
        return jdbc.sql("select * from refused_model order by file")
                .query((row, n) -> new RefusedFile(
                        row.getString("file"),
                        row.getString("reason"),
                        row.getString("refused_by"),
                        instant(row, "refused_at")))
                .list();
    }
}
