package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.OnPostgres;
import dev.firebreak.database.DatabaseBulkhead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same tests on PostgreSQL, with real slow queries; also checks the time-outs of each bulkhead. */
@OnPostgres
public abstract class SlowUsersOnPostgres extends SlowUsersTests {

    @ParameterizedTest
    @EnumSource(DatabaseBulkhead.class)
    @Tag("B3")
    void noLaneWaitsForEverOnADatabaseThatHangs(DatabaseBulkhead bulkhead) {
        var limits = List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout");

        var set = bulkhead.call(() -> limits.stream()
                .map(limit -> JdbcClient.create(database).sql("show " + limit))
                .map(show -> show.query(String.class).single())
                .toList());

        assertThat(set).containsExactly("8s", "4s", "15s");
    }

    @Override
    void runSlowQuery(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_sleep(2)");
        }
    }
}
