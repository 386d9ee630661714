package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One node dies while it takes an alert, another one lives on the same PostgreSQL; the sender tries again, as it does.
 */
@Lab("FIREBREAK_DB_PORT")
class KilledNodeLabTests {

    @Test
    @Tag("A3")
    @Tag("A4")
    @Tag("A5")
    void whereverANodeDiesTheAlertIsOneIncident() throws Exception {
        killedAt("after commit 1", "insert into alert_text", "delete from process_start");
    }

    @Test
    @Tag("A2")
    @Tag("A5")
    @Tag("chaos")
    void whereverElseANodeDiesTheAlertIsOneIncident() throws Exception {
        killedAt(
                "before commit 1",
                "select * from alert_slot",
                "before commit 2",
                "after commit 2",
                "insert into ACT_RU_EXECUTION");
    }

    /** The connection ends without an answer, which Alertmanager takes as a reason to send again. */
    @Test
    @Tag("A1")
    @Tag("chaos")
    void killedWhileItReadsTheBody_nothingIsStored_andTheRetryIsOneIncident() throws Exception {
        try (var living = AlertIngestFixture.onPostgres()) {
            var node = KilledNode.start(living.database(), "while reading", "half");
            var port = KilledNode.output(node)
                    .lines()
                    .filter(line -> line.startsWith("PORT "))
                    .findFirst()
                    .orElseThrow();
            var body = PayloadFixture.group("half").firing("half").toBytes();
            try (var socket = new Socket("127.0.0.1", Integer.parseInt(port.substring(5)))) {
                var out = socket.getOutputStream();
                out.write(AlertHttpFixture.head(body.length));
                out.write(body, 0, body.length / 2);
                out.flush();
                Thread.sleep(300);

                node.destroyForcibly().waitFor();

                assertThat(answer(socket)).isEmpty();
            }
            assertThat(living.count("select count(*) from alert_delivery")).isZero();
            living.sweep();
            assertThat(living.incidents()).isZero();
            assertThat(living.post(PayloadFixture.group("half").firing("half")).opened())
                    .isEqualTo(1);
            assertThat(living.incidents()).isEqualTo(1);
        }
    }

    private static String answer(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException reset) {
            return "";
        }
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
                living.sweepUntilIncidents(journaled ? 1 : 0);
                assertThat(living.incidents()).as(moment).isEqualTo(journaled ? 1 : 0);

                var retry = living.post(PayloadFixture.group(group).firing(group));
                assertThat(retry.opened()).as(moment).isEqualTo(journaled ? 0 : 1);
                assertThat(living.incidents()).as(moment).isEqualTo(1);
                assertThat(living.processOf(AlertIngestFixture.incident(retry))).isNotNull();
                living.clean();
            }
        }
    }
}
