package dev.firebreak.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.StartupRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An old node and a schema that a newer one has changed. */
@Tag("B11")
class SchemaLevelTests {

    private final JdbcDataSource database = new JdbcDataSource();
    private final AtomicInteger ended = new AtomicInteger();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE");
        connection = database.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aStartOnANewerSchemaIsRefusedInOneLineThatSaysWhatToDo() throws SQLException {
        level(SchemaLevel.UNDERSTOOD + 1);

        assertThatThrownBy(() -> SchemaLevel.refuseNewer(connection))
                .isInstanceOfSatisfying(
                        StartupRefused.class,
                        refused -> assertThat(refused.getExitCode()).isEqualTo(1))
                .hasMessageContaining("the database has schema level 2 and this build understands 1")
                .hasMessageContaining("start that version");
    }

    @Test
    void itsOwnSchemaAndAnEmptyDatabaseAreFine() throws SQLException {
        assertThatCode(() -> SchemaLevel.refuseNewer(connection)).doesNotThrowAnyException();
        level(SchemaLevel.UNDERSTOOD);
        assertThatCode(() -> SchemaLevel.refuseNewer(connection)).doesNotThrowAnyException();
    }

    @Test
    void aRunningNodeEndsOnceWhenTheSchemaBecomesNewer() throws SQLException {
        var node = new OutdatedNode(database, (Runnable) ended::incrementAndGet);
        level(SchemaLevel.UNDERSTOOD);
        node.look();
        assertThat(ended).hasValue(0);

        execute("update schema_level set level = " + (SchemaLevel.UNDERSTOOD + 1));
        node.look();
        node.look();

        assertThat(ended).hasValue(1);
    }

    @Test
    void aDatabaseThatDoesNotAnswerEndsNoNode() throws SQLException {
        var gone = new JdbcDataSource();
        gone.setUrl("jdbc:h2:mem:gone;IFEXISTS=TRUE");

        new OutdatedNode(gone, (Runnable) ended::incrementAndGet).look();

        assertThat(ended).hasValue(0);
    }

    /** The shipped migration sets the level that this build understands. */
    private void level(int level) throws SQLException {
        execute("runscript from 'classpath:db/migration/V23__schema_level.sql'");
        execute("update schema_level set level = " + level);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
