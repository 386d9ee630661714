package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.OnPostgres;
import dev.firebreak.lab.Until;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same tests on PostgreSQL, with real slow queries; also checks the time-outs of each bulkhead. */
@OnPostgres
public abstract class SlowUsersOnPostgres extends SlowUsersTests {

    @Autowired
    OpenConnections connections;

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

    @Test
    @Tag("B3")
    void aCallThatHangsEndsAsALostConnectionAndTheNextOneIsFine() throws Exception {
        var people = JdbcClient.create(database);
        var caller = Executors.newSingleThreadExecutor();
        try {
            var call = caller.submit(() -> people.sql("select 'hangs' from pg_sleep(7)")
                    .query(String.class)
                    .single());
            Until.within(Duration.ofSeconds(5))
                    .see(
                            "the call hangs",
                            () -> people.sql("select count(*) from pg_stat_activity where query like '%pg_sleep(7)%'"
                                                    + " and pid <> pg_backend_pid()")
                                            .query(Integer.class)
                                            .single()
                                    == 1);

            connections.abort();

            assertThatThrownBy(() -> call.get(2, TimeUnit.SECONDS))
                    .satisfies(failure ->
                            assertThat(ConnectionLoss.isLost(failure)).isTrue());
        } finally {
            caller.shutdown();
        }
        assertThat(people.sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }

    @Override
    void runSlowQuery(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_sleep(2)");
        }
    }
}
