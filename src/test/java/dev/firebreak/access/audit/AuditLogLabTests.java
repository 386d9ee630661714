package dev.firebreak.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.firebreak.Lab;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The log of two nodes on a real PostgreSQL, while many transactions write audit rows. */
@Lab("FIREBREAK_DB_PORT")
@Tag("H15")
class AuditLogLabTests {

    private static final int WRITERS = 4;
    private static final int ROWS = 150;

    @TempDir
    Path one;

    @TempDir
    Path two;

    private final String name = "audit_" + UUID.randomUUID().toString().replace("-", "");
    private HikariDataSource database;

    @BeforeEach
    void create() throws Exception {
        onServer("create database " + name);
        database = new HikariDataSource();
        database.setJdbcUrl(server() + name);
        database.setUsername(Lab.Settings.of("FIREBREAK_DB_USER"));
        database.setPassword(Lab.Settings.of("FIREBREAK_DB_PASSWORD"));
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
        onServer("drop database " + name + " with (force)");
    }

    @Test
    void eachRowGetsOnePlaceWhileTwoNodesContinueTheLog() throws Exception {
        try (var first = new AuditFixture(database, one);
                var second = new AuditFixture(database, two)) {
            var writing = new AtomicBoolean(true);
            var keepers = List.of(keeper(first, writing), keeper(second, writing));
            var writers = new ArrayList<Thread>();
            for (var writer = 0; writer < WRITERS; writer++) {
                writers.add(writer(first, writer));
            }
            for (var thread : writers) {
                thread.join();
            }
            writing.set(false);
            for (var thread : keepers) {
                thread.join();
            }
            first.advance();
            first.anchoring().anchor();
            second.anchoring().anchor();

            assertThat(first.table().size()).isEqualTo(WRITERS * ROWS);
            assertThat(first.findings()).isEmpty();
            assertThat(second.findings()).isEmpty();

            first.jdbc()
                    .sql(
                            "update audit_entry set entry = replace(entry, 'writer 1', 'writer 2') where chain = 'C1' and number = 7")
                    .update();
            assertThat(first.findings().get(0)).startsWith("chain C1, row 7 was changed or replaced");
        }
    }

    /** Rows of one chain in transactions that last differently long, some of which roll back. */
    private Thread writer(AuditFixture node, int writer) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        var thread = new Thread(() -> {
            for (var row = 0; row < ROWS; row++) {
                var facts = Map.of("by", "writer " + writer, "row", String.valueOf(row));
                transaction.executeWithoutResult(status -> {
                    node.audit().record("C" + writer, "carla", "step.approved", facts);
                    status.setRollbackOnly();
                });
                transaction.executeWithoutResult(status -> {
                    node.audit().record("C" + writer, "carla", "step.approved", facts);
                    if (writer == 0) {
                        Thread.yield();
                    }
                });
            }
        });
        thread.start();
        return thread;
    }

    private static Thread keeper(AuditFixture node, AtomicBoolean writing) {
        var thread = new Thread(() -> {
            while (writing.get()) {
                node.log().advance();
                node.anchoring().anchorIfDue();
            }
        });
        thread.start();
        return thread;
    }

    private static String server() {
        return "jdbc:postgresql://%s:%s/"
                .formatted(Lab.Settings.of("FIREBREAK_DB_HOST"), Lab.Settings.of("FIREBREAK_DB_PORT"));
    }

    private static void onServer(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(
                        server() + "postgres",
                        Lab.Settings.of("FIREBREAK_DB_USER"),
                        Lab.Settings.of("FIREBREAK_DB_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
