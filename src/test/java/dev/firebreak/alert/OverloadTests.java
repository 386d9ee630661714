package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** More than we can take, or nowhere to put it: 503 with Retry-After, never a 4xx (faults.md D18, B1, A18). */
class OverloadTests {

    private static final IntakeSettings SMALL = new IntakeSettings(
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(15),
            4,
            DataSize.ofMegabytes(4),
            Hall.REPEAT,
            Duration.ofDays(30),
            false);

    @Test
    void D18_aFullQueueAnswers503AndNothingElse() throws Exception {
        try (var gate = new Gate(new Hall(TestDatabase.h2(), SMALL))) {
            slowCommits(gate, Duration.ofMillis(200));
            var senders = Executors.newFixedThreadPool(40);
            var posts = IntStream.range(0, 200)
                    .mapToObj(n -> Payload.group("g" + n).firing("a" + n))
                    .map(payload -> senders.submit(() -> gate.post(payload)))
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

    private static void slowCommits(Gate gate, Duration each) {
        gate.hall.tripwire.set(new Tripwire.Trap() {
            @Override
            public void beforeCommit(java.sql.Connection connection) {
                LockSupport.parkNanos(each.toNanos());
            }
        });
    }

    @Test
    void anErrorAnswers503AndTheWriterGoesOn() throws Exception {
        try (var gate = new Gate(new Hall(TestDatabase.h2(), SMALL))) {
            gate.hall.tripwire.set(new Tripwire.Trap() {
                @Override
                public void beforeCommit(java.sql.Connection connection) {
                    throw new NoClassDefFoundError("played: the jar was replaced under us");
                }
            });
            var lost = gate.post(Payload.group("g").firing("a"));
            gate.hall.tripwire.set(new Tripwire.Trap() {});

            assertThat(lost.statusCode()).isEqualTo(503);
            assertThat(lost.headers().firstValue("Retry-After")).isPresent();
            assertThat(gate.post(Payload.group("g").firing("a")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void D18_tooManyBytesInFlightAnswer503() throws Exception {
        try (var gate = new Gate(new Hall(TestDatabase.h2(), SMALL))) {
            var sockets = new ArrayList<java.net.Socket>();
            for (var n = 0; n < 2; n++) { // a third would be refused itself
                var socket = gate.announce(1_000_000);
                sockets.add(socket);
                socket.getOutputStream().write(new byte[800_000]);
                socket.getOutputStream().flush();
            }
            var inFlight = gate.hall.get(InFlight.class);
            FrontDoorTests.eventually(() -> assertThat(inFlight.room()).isLessThan(1_000_000));

            assertThat(big(gate)).isEqualTo(503);
            for (var socket : sockets) {
                socket.close();
            }
            FrontDoorTests.eventually(() -> assertThat(big(gate)).isEqualTo(200));
        }
    }

    private static int big(Gate gate) {
        return gate.post(Payload.group("g").firing("a").annotation("description", "x".repeat(900_000)))
                .statusCode();
    }

    @Test
    void B1_aDatabaseThatIsAwayAnswers503AndRecovers() {
        try (var gate = new Gate(Hall.onH2())) {
            gate.hall.tripwire.set(new Tripwire.Trap() {
                @Override
                public void beforeStatement(String sql) throws SQLException {
                    throw new SQLException("the database system is shutting down", "57P03");
                }
            });
            for (var body :
                    List.of(Payload.group("g").firing("a"), Payload.group("h").firing("b"))) {
                var answer = gate.post(body);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            gate.hall.tripwire.clear();
            assertThat(gate.post(Payload.group("g").firing("a")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void A18_whileGoingDownNewAlertsHear503AndThoseThatWaitAreWritten() {
        try (var gate = new Gate(Hall.onH2())) {
            slowCommits(gate, Duration.ofMillis(30));
            var waiting = new ArrayList<java.util.concurrent.CompletableFuture<Answer>>();
            for (var n = 0; n < 20; n++) {
                waiting.add(gate.hall.send("default", Payload.group("g" + n).firing("a" + n)));
            }

            gate.hall.get(Intake.class).stop();

            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.join().opened()).isEqualTo(1));
            assertThat(gate.post(Payload.group("x").firing("x")).statusCode()).isEqualTo(503);
        }
    }
}
