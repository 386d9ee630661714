package dev.firebreak.database;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether a failover to another database server keeps every alert that was answered (guarantees.md B2). */
@Component
public class FailoverSafety {

    private final JdbcClient jdbc;
    private final boolean isPostgres;

    FailoverSafety(JdbcClient jdbc, @Value("${spring.datasource.url}") String url) {
        this.jdbc = jdbc;
        this.isPostgres = url.startsWith("jdbc:postgresql:");
    }

    /** Empty for H2, which has no other server. */
    public Optional<Boolean> isSafe() {
        return isPostgres
                ? Optional.of(!jdbc.sql("select current_setting('synchronous_standby_names')")
                        .query(String.class)
                        .single()
                        .isBlank())
                : Optional.empty();
    }
}
