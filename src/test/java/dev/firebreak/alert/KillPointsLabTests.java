package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node dies before statements and around commits all along an alert's way from the journal to its process: 24 moments
 * in equal distance, each many times, on both databases. {@code -Dfirebreak.kills=48} kills less often.
 */
@Lab("FIREBREAK_DB_PORT")
@Tag("chaos")
class KillPointsLabTests {

    private static final int POINTS = 24;
    private static final int EACH = Math.max(1, Integer.getInteger("firebreak.kills", 600) / (2 * POINTS));

    @Test
    @Tag("A2")
    @Tag("A3")
    @Tag("A4")
    @Tag("A5")
    void onPostgres_whereverItDiesTheAlertIsOneIncidentWithOneProcess() throws Exception {
        try (var living = AlertIngestFixture.onPostgres()) {
            var way = way(living);
            for (var moment : points(way)) {
                for (var n = 0; n < EACH; n++) {
                    killed(living.database(), moment);
                    isOneIncident(living, moment, way.indexOf(moment) >= way.indexOf("after commit 1"));
                }
            }
        }
    }

    @Test
    @Tag("A20")
    void onH2_whereverItDiesTheAlertIsOneIncidentWithOneProcess(@TempDir Path folder) throws Exception {
        List<String> way;
        try (var any = AlertIngestFixture.onH2()) {
            way = way(any);
        }
        var database = TestDatabase.h2("file:" + folder.resolve("firebreak"));
        for (var moment : points(way)) {
            for (var n = 0; n < EACH; n++) {
                killed(database, moment);
                try (var living = new AlertIngestFixture(database, AlertIngestFixture.SETTINGS)) {
                    isOneIncident(living, moment, way.indexOf(moment) >= way.indexOf("after commit 1"));
                }
                close(database);
            }
        }
    }

    /** The file, for the next node: the pool of the fixture is gone, the database would stay open in this JVM. */
    private static void close(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }

    /** All moments of an alert that nothing disturbs, in their order. */
    private static List<String> way(AlertIngestFixture fixture) {
        var moments = new ArrayList<String>();
        fixture.faultyDataSource.set(new KilledNode.MomentTrap() {
            @Override
            synchronized void comes(String moment) {
                moments.add(moment);
            }
        });
        fixture.post(PayloadFixture.group("undisturbed").firing("undisturbed"));
        fixture.clean();
        assertThat(moments).hasSizeGreaterThan(POINTS).contains("after commit 2");
        return List.copyOf(moments);
    }

    private static List<String> points(List<String> way) {
        return IntStream.range(0, POINTS)
                .mapToObj(n -> way.get(n * (way.size() - 1) / (POINTS - 1)))
                .toList();
    }

    private static void killed(TestDatabase database, String moment) throws Exception {
        var node = KilledNode.start(database, moment, "killed");
        var said = KilledNode.output(node).lines().toList();
        assertThat(node.waitFor()).as("%s: %s", moment, said).isEqualTo(137);
        assertThat(said).as(moment).contains("READY").noneMatch(line -> line.startsWith("ACK"));
    }

    private static void isOneIncident(AlertIngestFixture living, String moment, boolean journaled) throws Exception {
        living.clock.passes(Duration.ofSeconds(4));
        living.sweepUntilIncidents(journaled ? 1 : 0);
        assertThat(living.incidents()).as(moment).isEqualTo(journaled ? 1 : 0);

        var retry = living.post(PayloadFixture.group("killed").firing("killed"));

        assertThat(retry.opened()).as(moment).isEqualTo(journaled ? 0 : 1);
        assertThat(living.incidents()).as(moment).isEqualTo(1);
        assertThat(living.count("select count(*) from alert")).as(moment).isEqualTo(1);
        assertThat(living.get(RuntimeService.class)
                        .createProcessInstanceQuery()
                        .processDefinitionKey("incident-lifecycle")
                        .count())
                .as(moment)
                .isEqualTo(1);
        living.clean();
    }
}
