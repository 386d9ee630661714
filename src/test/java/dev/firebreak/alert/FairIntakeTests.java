package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.http.AlertEndpointTests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One sender's huge payload or burst never holds the others (guarantees.md D23). */
class FairIntakeTests {

    private AlertIngestFixture ingest;

    @BeforeEach
    void open() {
        ingest = AlertIngestFixture.onH2();
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    @Tag("D23")
    void aSmallPayloadIsAppliedWhileAHugeOneOfTheSameSenderIs() throws Exception {
        var huge = ingest.send("default", huge(10_000));

        var small = ingest.send("default", PayloadFixture.group("small").firing("small"));
        assertThat(small.get(30, TimeUnit.SECONDS).opened()).isEqualTo(1);
        assertThat(huge).isNotDone();

        assertThat(huge.get(60, TimeUnit.SECONDS).received()).isEqualTo(10_000);
        AlertEndpointTests.eventually(() ->
                assertThat(ingest.count("select count(*) from alert_pending")).isZero());
        assertThat(ingest.count("select count(*) from alert")).isEqualTo(10_001);
        assertThat(ingest.incidents()).isEqualTo(2);
    }

    @Test
    @Tag("D23")
    void theWorstOfAHugePayloadComesFirst() throws Exception {
        var payload = huge(2_500);
        payload.firing("the worst").label("severity", "critical").annotation("summary", "the data are gone");

        var answer = ingest.send("default", payload).get(60, TimeUnit.SECONDS);

        assertThat(ingest.lines(AlertIngestFixture.incident(answer)).get(0))
                .isEqualTo("Alert raised: the data are gone");
    }

    @Test
    @Tag("D23")
    void aHugePayloadThatWasLeftHalfAppliedIsFinishedByTheSweeper() {
        var payload = ingest.payload("default", huge(5_000));
        ingest.journal(List.of(payload));
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            private int pieces;

            @Override
            public void beforeStatement(String sql) throws java.sql.SQLException {
                if (sql.startsWith("update alert_pending set due_at") && ++pieces == 2) {
                    throw new java.sql.SQLException("played: the node dies", "08006");
                }
            }
        });
        ingest.clock.passes(Duration.ofSeconds(3));
        assertThat(ingest.sweep()).isFalse();
        ingest.faultyDataSource.clear();
        assertThat(ingest.count("select count(*) from alert"))
                .as("the first piece")
                .isEqualTo(500);

        ingest.clock.passes(Duration.ofSeconds(11));
        assertThat(ingest.sweep()).isTrue();

        assertThat(ingest.count("select count(*) from alert")).isEqualTo(5_000);
        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
    }

    @Test
    @Tag("D23")
    void aBurstOfOneSenderTakesTurnsWithTheOthers() throws Exception {
        var order = new ArrayList<String>();
        var burst = IntStream.range(0, 250)
                .mapToObj(n -> ingest.send("loud", group("loud" + n, 2))
                        .whenComplete((answer, failure) -> note(order, "loud")))
                .toList();

        var quiet = ingest.send("quiet", group("quiet", 1)).whenComplete((answer, failure) -> note(order, "quiet"));
        quiet.get(30, TimeUnit.SECONDS);

        assertThat(order.indexOf("quiet")).as("in the second batch").isLessThan(220);
        CompletableFuture.allOf(burst.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    /** 100,000 alerts in one body: 200 in time, and no single alert waits for more than a second. */
    @Test
    @Tag("D23")
    @Tag("chaos")
    void aHundredThousandAlertsDelayNobody() throws Exception {
        try (var http = new AlertHttpFixture(ingest)) {
            var body = bare(huge(100_000));
            var huge = CompletableFuture.supplyAsync(() -> http.post(body, java.util.Map.of("X-Source", "huge")));
            var slowest = Duration.ZERO;
            for (var n = 0; !huge.isDone() || ingest.count("select count(*) from alert_pending") > 0; n++) {
                var begun = Instant.now();
                assertThat(http.post(group("single" + n, 1)).statusCode()).isEqualTo(200);
                var took = Duration.between(begun, Instant.now());
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                Thread.sleep(100);
            }
            System.out.printf("100,000 alerts in one body: the slowest single alert took %d ms%n", slowest.toMillis());

            assertThat(huge.get().statusCode()).isEqualTo(200);
            assertThat(slowest).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** Without annotations and links: 100,000 alerts of the usual size are more than a body may have (D8). */
    private static byte[] bare(PayloadFixture payload) {
        return new String(payload.toBytes(), StandardCharsets.UTF_8)
                .replaceAll("\"annotations\":\\{[^}]*}", "\"annotations\":{}")
                .replaceAll("\"generatorURL\":\"[^\"]*\"", "\"generatorURL\":\"\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static synchronized void note(List<String> order, String source) {
        order.add(source);
    }

    private static PayloadFixture huge(int alerts) {
        return group("huge", alerts);
    }

    private static PayloadFixture group(String name, int alerts) {
        var payload = PayloadFixture.group(name);
        IntStream.range(0, alerts).forEach(n -> payload.firing(name + "-" + n).label("severity", "warning"));
        return payload;
    }
}
