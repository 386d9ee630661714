package dev.firebreak.database;

import java.util.Optional;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Whether a failover to another database server keeps every alert that was answered (guarantees.md B2). */
@Component
public class FailoverSafety {

    private final JdbcTemplate jdbc;

    FailoverSafety(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks the server; empty for H2, which has no other server. */
    public Optional<Boolean> isSafe() {
        var product = jdbc.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        if (!"PostgreSQL".equals(product)) {
            return Optional.empty();
        }
        var standbys = jdbc.queryForObject("select current_setting('synchronous_standby_names')", String.class);
        return Optional.of(standbys != null && !standbys.isBlank());
    }
}
