package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The primary PostgreSQL is lost and its standby takes over, with synchronous and asynchronous replication. */
@Lab({})
@Tag("chaos")
class FailoverLabTests {

    @TempDir(cleanup = CleanupMode.NEVER)
    Path home;

    @Test
    @Tag("B2")
    void aSynchronousStandbyHasEveryAlertThatWasAnswered_andTheNodeFindsIt() throws Exception {
        try (var primary = OwnPostgres.create(home.resolve("one")).start();
                var standby = primary.standby(home.resolve("two"))) {
            primary.execute("alter system set synchronous_standby_names = '*'");
            primary.execute("select pg_reload_conf()");
            try (var node = node(primary, standby)) {
                var sender = new LostPostgresLabTests.Sender(node, "sync");
                sender.untilAnswered(30);

                primary.kill();
                standby.promote();
                var promoted = System.nanoTime();
                sender.untilAnswered(sender.answered().size() + 5);

                assertThat(Duration.ofNanos(System.nanoTime() - promoted)).isLessThan(Duration.ofSeconds(10));
                sender.stop();
                assertThat(sender.statuses()).isSubsetOf(200, 503);
                assertThat(LostPostgresLabTests.stored(node.ingest)).containsAll(sender.answered());
            }
        }
    }

    /** The standby is behind when the primary dies: what was answered since then is lost, and nothing else. */
    @Test
    @Tag("B2")
    void anAsynchronousStandbyLosesWhatItHadNotReceived() throws Exception {
        try (var primary = OwnPostgres.create(home.resolve("one")).start();
                var standby = primary.standby(home.resolve("two"))) {
            try (var node = node(primary, standby)) {
                node.post(PayloadFixture.group("early").firing("early"));
                Until.within(Duration.ofSeconds(20)).see("the standby has it", () -> standbyHas(standby, "early"));
                standby.crash();
                assertThat(node.post(PayloadFixture.group("late").firing("late"))
                                .statusCode())
                        .isEqualTo(200);

                primary.kill();
                standby.start();
                standby.promote();

                Until.within(Duration.ofSeconds(20))
                        .see(
                                "alerts are taken",
                                () -> node.post(PayloadFixture.group("new").firing("new"))
                                                .statusCode()
                                        == 200);
                assertThat(LostPostgresLabTests.stored(node.ingest))
                        .contains("early", "new")
                        .doesNotContain("late");
                assertThat(node.post(PayloadFixture.group("late").firing("late"))
                                .statusCode())
                        .as("the sender repeats what still fires")
                        .isEqualTo(200);
                assertThat(LostPostgresLabTests.stored(node.ingest)).contains("late");
            }
        }
    }

    private static boolean standbyHas(OwnPostgres standby, String fingerprint) throws Exception {
        var database = standby.database("");
        try (var connection =
                        java.sql.DriverManager.getConnection(database.url(), database.user(), database.password());
                var query = connection.prepareStatement("select count(*) from alert where fingerprint = ?")) {
            query.setString(1, fingerprint);
            try (var found = query.executeQuery()) {
                return found.next() && found.getInt(1) == 1;
            }
        }
    }

    /** With the address of both servers, as the operator's guide shows it. */
    private static AlertHttpFixture node(OwnPostgres primary, OwnPostgres standby) {
        var database = new TestDatabase(
                "jdbc:postgresql://%s,%s/postgres?targetServerType=primary&connectTimeout=3&socketTimeout=10"
                        .formatted(primary.address(), standby.address()),
                "postgres",
                "");
        return new AlertHttpFixture(new AlertIngestFixture(database, AlertIngestFixture.SETTINGS) {
            @Override
            public void close() {
                stop();
            }
        });
    }
}
