package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One node dies while it takes an alert, another one lives on the same PostgreSQL; the sender tries again, as it does.
 */
@Lab("FIREBREAK_DB_PORT")
class KilledNodeLabTests {

    @Test
    @Tag("A2")
    @Tag("A3")
    @Tag("A4")
    @Tag("A5")
    void whereverANodeDiesTheAlertIsOneIncident() throws Exception {
        killedAt("before commit 1", "after commit 1", "insert into alert_text", "delete from process_start");
    }

    @Test
    @Tag("A5")
    @Tag("chaos")
    void whereverElseANodeDiesTheAlertIsOneIncident() throws Exception {
        killedAt("select * from alert_slot", "before commit 2", "after commit 2", "insert into ACT_RU_EXECUTION");
    }

    private static void killedAt(String... moments) throws Exception {
        try (var living = AlertIngestFixture.onPostgres()) {
            for (var moment : moments) {
                var group = moment.replace(' ', '-');
                var node = KilledNode.start(living.database(), moment, group);
                var said = KilledNode.output(node)
                        .lines()
                        .filter(line -> line.startsWith("ACK"))
                        .toList();
                assertThat(node.waitFor()).as(moment).isEqualTo(137);
                assertThat(said).as(moment).isEmpty();

                var journaled = !moment.equals("before commit 1");
                assertThat(living.count("select count(*) from alert_delivery"))
                        .as(moment)
                        .isEqualTo(journaled ? 1 : 0);
                living.clock.passes(Duration.ofSeconds(4));
                sweepUntilTheDeadNodesLocksAreGone(living, journaled ? 1 : 0);
                assertThat(living.incidents()).as(moment).isEqualTo(journaled ? 1 : 0);

                var retry = living.post(PayloadFixture.group(group).firing(group));
                assertThat(retry.opened()).as(moment).isEqualTo(journaled ? 0 : 1);
                assertThat(living.incidents()).as(moment).isEqualTo(1);
                assertThat(living.processOf(AlertIngestFixture.incident(retry))).isNotNull();
                living.clean();
            }
        }
    }

    /** PostgreSQL may take a moment to see that a killed client is gone; the sweeper passes over what is locked. */
    private static void sweepUntilTheDeadNodesLocksAreGone(AlertIngestFixture living, long expected)
            throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        do {
            living.sweep();
            Thread.sleep(100);
        } while (living.incidents() != expected && System.nanoTime() < end);
    }
}
