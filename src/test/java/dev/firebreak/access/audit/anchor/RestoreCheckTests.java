package dev.firebreak.access.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.DatabaseRestored;
import dev.firebreak.access.RestoreConfirmed;
import dev.firebreak.access.audit.AuditFixture;
import dev.firebreak.access.audit.check.AuditCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node starts on a database that was restored from an older backup. */
@Tag("B12")
class RestoreCheckTests {

    @TempDir
    Path data;

    @TempDir
    Path other;

    @Test
    void aNodeThatStartsOnItsOwnDatabaseNoticesNothing() {
        try (var node = new AuditFixture(data)) {
            record(node, 3);
            node.bean(RestoreCheck.class).check();

            assertThat(node.published(DatabaseRestored.class)).isEmpty();
            assertThat(node.bean(RestoreCheck.class).toConfirm()).isEmpty();
            assertThat(node.bean(RestoreCheck.class).confirm("ada", "nothing")).isFalse();
        }
    }

    @Test
    void anOlderDatabaseIsNoticedOnceAndWorkGoesOnAfterAnAdministratorsWord() throws Exception {
        var backup = data.resolve("backup.sql");
        try (var node = new AuditFixture(data);
                var second = new AuditFixture(node.database(), other)) {
            record(node, 3);
            node.jdbc().sql("script to '" + backup + "'").query().listOfRows();
            record(node, 4);
            second.anchoring().anchor();
        }

        var restored = restored(backup);
        try (var node = new AuditFixture(restored, data)) {
            node.clock.passes(Duration.ofHours(1));
            var check = node.bean(RestoreCheck.class);
            assertThat(node.published(DatabaseRestored.class))
                    .as("noticed at the start")
                    .hasSize(1);
            check.check();

            assertThat(node.published(DatabaseRestored.class))
                    .as("a second look says nothing new")
                    .hasSize(1);
            assertThat(node.published(DatabaseRestored.class).get(0))
                    .satisfies(event -> assertThat(event.anchored()).isEqualTo(7))
                    .satisfies(event -> assertThat(event.found()).isEqualTo(3));
            assertThat(check.toConfirm().orElseThrow()).contains("it has 3 of the 7 that were anchored");
            record(node, 6);
            assertThat(node.anchoring().trouble().orElseThrow()).startsWith("The audit log has other rows");

            assertThat(check.confirm("ada", "the disk died")).isTrue();

            assertThat(node.published(RestoreConfirmed.class)).containsExactly(new RestoreConfirmed("ada"));
            node.advance();
            node.anchoring().anchor();
            assertThat(node.anchoring().trouble()).isEmpty();
            assertThat(node.findings()).isEmpty();
            assertThat(check.toConfirm()).isEmpty();
            var offline = new AuditCheck(Files.readAllLines(data.resolve("audit-anchors")));
            node.export().forEach(offline::row);
            assertThat(offline.findings()).isEmpty();

            try (var second = new AuditFixture(restored, other)) {
                second.clock.passes(Duration.ofHours(2));
                second.anchoring().anchor();

                assertThat(second.anchoring().trouble())
                        .as("the word counts for each node")
                        .isEmpty();
                assertThat(second.findings()).isEmpty();
            }
        }
    }

    private static void record(AuditFixture node, int rows) {
        for (var row = 0; row < rows; row++) {
            node.audit().record("system", "ada", "steps.frozen", Map.of("row", String.valueOf(row)));
        }
        node.advance();
        node.anchoring().anchor();
    }

    private static DataSource restored(Path backup) {
        var database = new JdbcDataSource();
        database.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1");
        JdbcClient.create(database).sql("runscript from '" + backup + "'").update();
        return database;
    }
}
