package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.http.AlertEndpointTests;
import dev.firebreak.alert.http.InFlightFixture;
import dev.firebreak.alert.pipeline.IngestQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** More alerts than intake can take, or no database: 503 with Retry-After, never a 4xx (guarantees.md D18, B1, A18). */
class OverloadTests {

    private static final IntakeSettings SMALL = new IntakeSettings(
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(15),
            4,
            DataSize.ofMegabytes(4),
            AlertIngestFixture.REPEAT,
            Duration.ofDays(30),
            false);

    @Test
    @Tag("D18")
    void aFullQueueAnswers503AndNothingElse() throws Exception {
        try (var http = new AlertHttpFixture(new AlertIngestFixture(TestDatabase.h2(), SMALL))) {
            slowCommits(http, Duration.ofMillis(200));
            var senders = Executors.newFixedThreadPool(40);
            var posts = IntStream.range(0, 200)
                    .mapToObj(n -> PayloadFixture.group("g" + n).firing("a" + n))
                    .map(payload -> senders.submit(() -> http.post(payload)))
                    .toList();

            var answers = new HashSet<List<Object>>();
            for (var post : posts) {
                var answer = post.get(60, TimeUnit.SECONDS);
                answers.add(List.of(answer.statusCode(), answer.headers().firstValue("Retry-After")));
            }
            senders.shutdown();

            assertThat(answers)
                    .containsExactlyInAnyOrder(List.of(200, Optional.empty()), List.of(503, Optional.of("5")));
        }
    }

    private static void slowCommits(AlertHttpFixture http, Duration each) {
        http.ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeCommit(java.sql.Connection connection) {
                LockSupport.parkNanos(each.toNanos());
            }
        });
    }

    @Test
    void anErrorAnswers503AndTheWriterGoesOn() throws Exception {
        try (var http = new AlertHttpFixture(new AlertIngestFixture(TestDatabase.h2(), SMALL))) {
            http.ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
                @Override
                public void beforeCommit(java.sql.Connection connection) {
                    throw new NoClassDefFoundError("played: the jar was replaced under us");
                }
            });
            var lost = http.post(PayloadFixture.group("g").firing("a"));
            http.ingest.faultyDataSource.set(new FaultyDataSource.Trap() {});

            assertThat(lost.statusCode()).isEqualTo(503);
            assertThat(lost.headers().firstValue("Retry-After")).isPresent();
            assertThat(http.post(PayloadFixture.group("g").firing("a")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @Tag("D18")
    void tooManyBytesInFlightAnswer503() throws Exception {
        try (var http = new AlertHttpFixture(new AlertIngestFixture(TestDatabase.h2(), SMALL))) {
            var sockets = new ArrayList<java.net.Socket>();
            for (var n = 0; n < 2; n++) { // a third would be refused itself
                var socket = http.announce(1_000_000);
                sockets.add(socket);
                socket.getOutputStream().write(new byte[800_000]);
                socket.getOutputStream().flush();
            }
            AlertEndpointTests.eventually(
                    () -> assertThat(InFlightFixture.room(http.ingest.context)).isLessThan(1_000_000));

            assertThat(big(http)).isEqualTo(503);
            for (var socket : sockets) {
                socket.close();
            }
            AlertEndpointTests.eventually(() -> assertThat(big(http)).isEqualTo(200));
        }
    }

    private static int big(AlertHttpFixture http) {
        return http.post(PayloadFixture.group("g").firing("a").annotation("description", "x".repeat(900_000)))
                .statusCode();
    }

    @Test
    @Tag("B1")
    void aDatabaseThatIsAwayAnswers503AndRecovers() {
        try (var http = new AlertHttpFixture(AlertIngestFixture.onH2())) {
            http.ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
                @Override
                public void beforeStatement(String sql) throws SQLException {
                    throw new SQLException("the database system is shutting down", "57P03");
                }
            });
            for (var body : List.of(
                    PayloadFixture.group("g").firing("a"),
                    PayloadFixture.group("h").firing("b"))) {
                var answer = http.post(body);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            http.ingest.faultyDataSource.clear();
            assertThat(http.post(PayloadFixture.group("g").firing("a")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @Tag("A18")
    void whileGoingDownNewAlertsHear503AndThoseThatWaitAreWritten() {
        try (var http = new AlertHttpFixture(AlertIngestFixture.onH2())) {
            slowCommits(http, Duration.ofMillis(30));
            var waiting = new ArrayList<java.util.concurrent.CompletableFuture<IngestResult>>();
            for (var n = 0; n < 20; n++) {
                waiting.add(http.ingest.send(
                        "default", PayloadFixture.group("g" + n).firing("a" + n)));
            }

            http.ingest.get(IngestQueue.class).stop();

            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.join().opened()).isEqualTo(1));
            assertThat(http.post(PayloadFixture.group("x").firing("x")).statusCode())
                    .isEqualTo(503);
        }
    }
}
