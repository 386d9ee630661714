package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.lab.Until;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The alert endpoint with several configured sources and with senders that have no valid token. */
@FirebreakTest
@ContextConfiguration(initializers = FirebreakTest.OwnPlace.class)
@TestPropertySource(
        properties = {
            "firebreak.alert.max-body=64KB",
            "FIREBREAK_SECRET_GRAFANA=" + SourcesOverHttpTests.GRAFANA,
            "firebreak.sources.grafana.tokens[0]=secret://grafana",
            "firebreak.sources.grafana.tokens[1].token=" + SourcesOverHttpTests.OLD,
            "firebreak.sources.grafana.tokens[1].expires=2026-01-01T00:00:00Z",
            "firebreak.sources.grafana.default-severity=warning",
            "firebreak.sources.mimir.tokens=" + SourcesOverHttpTests.MIMIR + "," + SourcesOverHttpTests.NEXT
        })
class SourcesOverHttpTests {

    static final String GRAFANA = "token-of-grafana-0123456789";
    static final String OLD = "old-token-of-grafana-0123456789";
    static final String MIMIR = "token-of-mimir-0123456789";
    static final String NEXT = "next-token-of-mimir-0123456789";

    private static final String ALERT = """
            {"version": "4", "groupKey": "g", "status": "firing", "alerts": [
              {"status": "firing", "labels": {"alertname": "A"}, "startsAt": "2026-11-22T07:00:00Z"}]}""";

    /** More connections than the web server has threads. */
    private static final int CONNECTIONS = 150;

    /** The connection time-out of the web server. */
    private static final Duration THREADS_COME_BACK_AFTER = Duration.ofSeconds(5);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everySourceHasTokensOfItsOwn() {
        assertThat(alert("Bearer " + GRAFANA, ALERT)).isEqualTo(200);
        assertThat(alert(HttpVisitor.basic("grafana", GRAFANA), ALERT)).isEqualTo(200);
        assertThat(alert("Bearer " + MIMIR, ALERT)).isEqualTo(200);
        assertThat(alert(HttpVisitor.basic("mimir", NEXT), ALERT)).isEqualTo(200);
        assertThat(alert("Bearer " + FirebreakTest.INGEST_TOKEN, ALERT)).isEqualTo(200);

        assertThat(alert(HttpVisitor.basic("mimir", GRAFANA), ALERT)).isEqualTo(401);
        assertThat(jdbc.sql("select distinct source || ' ' || default_severity from alert_delivery")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("grafana warning", "mimir high", "default high");
    }

    @Test
    @Tag("D19")
    void aTokenPastItsEndIsRefused() {
        assertThat(alert("Bearer " + OLD, ALERT)).isEqualTo(401);
    }

    @Test
    @Tag("D19")
    void strangersPageOnceAndSilenceNobody() {
        for (var n = 0; n < 30; n++) {
            assertThat(alert(HttpVisitor.basic("stranger-" + n / 3, "a-guess-0123456789"), ALERT))
                    .isEqualTo(401);
        }
        assertThat(alert("Bearer " + GRAFANA, " ".repeat(100_000))).isEqualTo(413);

        Until.within(Duration.ofSeconds(60))
                .see(
                        "the incident about the body that is too large",
                        () -> incidents("Alerts of grafana were refused%") == 1);
        assertThat(incidents("A sender of alerts is being refused%")).isEqualTo(1);
        assertThat(jdbc.sql(
                                "select count(*) from alert_slot where group_key like 'sender-refused%' or group_key like 'alerts-refused%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/alerts/alertmanager/",
                "//api/alerts/alertmanager",
                "/api/alerts//alertmanager",
                "/api//alerts/alertmanager//"
            })
    @Tag("D19")
    void aSlashTooManyIsTheSameAddress(String path) {
        assertThat(send("POST", path, "Bearer " + MIMIR, ALERT).statusCode()).isEqualTo(200);
        assertThat(send("POST", path, "Bearer wrong", ALERT).statusCode()).isEqualTo(401);
    }

    @Test
    @Tag("D19")
    void aCallThatReachesNoFormatIsRefusedInItsOwnWordsAndReported() {
        var wrongMethod = send("PUT", "/api/alerts/alertmanager", "Bearer " + MIMIR, ALERT);

        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
        assertThat(wrongMethod.body()).contains("sent by POST, not by PUT").doesNotContain("roles");
        assertThat(send("GET", "/api/alerts/alertmanager", "Bearer " + MIMIR, null)
                        .statusCode())
                .isEqualTo(405);
        assertThat(send("POST", "/api/alerts/no-format", "Bearer " + MIMIR, ALERT)
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/api/alerts/v2/alerts", "Bearer " + MIMIR, ALERT)
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", "/api/alerts/alertmanager", "Bearer wrong", ALERT)
                        .statusCode())
                .isEqualTo(401);

        Until.within(Duration.ofSeconds(60))
                .see("the incident about the address", () -> incidents("Alerts of mimir go to an address%") == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/enqueue", "/v2/enqueue/", "/api/alerts/pagerduty", "//api/alerts/pagerduty"})
    @Tag("D19")
    void aToolWithAPagerDutyOutputChangesOnlyItsAddress(String path) {
        var body = "{\"routing_key\":\"%s\",\"event_action\":\"trigger\",\"dedup_key\":\"k\","
                + "\"payload\":{\"summary\":\"s\",\"source\":\"h\",\"severity\":\"info\"}}";
        var type = Map.of("Content-Type", "application/json");

        var taken = new HttpVisitor(port).send("POST", path, body.formatted(MIMIR), type);
        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(taken.body())
                .isEqualTo("{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"k\"}");
        assertThat(new HttpVisitor(port)
                        .send("POST", path, body.formatted("wrong"), type)
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", path, "Bearer wrong", body.formatted(MIMIR)).statusCode())
                .as("a header counts")
                .isEqualTo(401);
        assertThat(new HttpVisitor(port)
                        .send("PUT", path, body.formatted(MIMIR), type)
                        .statusCode())
                .isIn(401, 404, 405);
    }

    @Test
    void aMachineDeclaresAnIncidentWithTheTokenOfItsSource() {
        var body = "{\"severity\":\"low\",\"source\":\"log-monitor\",\"message\":\"declared by a machine\"}";

        var declared = send("POST", "/api/incidents", "Bearer " + MIMIR, body);

        assertThat(declared.statusCode()).isEqualTo(201);
        var location = declared.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("/api/incidents/INC-");
        assertThat(send("POST", "/api/incidents/", "Bearer " + MIMIR, body).statusCode())
                .as("the same again")
                .isEqualTo(200);
        assertThat(incidents("declared by a machine")).isEqualTo(1);
        assertThat(send("POST", "/api/incidents", "Bearer wrong", body).statusCode())
                .isEqualTo(401);
        assertThat(send("POST", "/api/incidents", "Bearer fb_pat_wrong", body).statusCode())
                .isEqualTo(401);
        assertThat(send("GET", location, "Bearer " + MIMIR, null).statusCode())
                .as("a source only sends")
                .isEqualTo(401);
    }

    @Test
    @Tag("H18")
    void aTokenCountsInTheHeaderOnlyAndIsInNoLog(@Value("${logging.file.name}") Path log) throws IOException {
        for (var name : List.of("token", "access_token", "authorization", "key")) {
            assertThat(send("POST", "/api/alerts/alertmanager?" + name + "=" + GRAFANA, "", ALERT)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(alert("Bearer " + GRAFANA, "not json " + GRAFANA)).isEqualTo(400);
        assertThat(alert("Bearer " + GRAFANA + "x", ALERT)).isEqualTo(401);

        assertThat(Files.readString(log)).isNotEmpty().doesNotContain(GRAFANA);
    }

    @Test
    @Tag("H17")
    void guessingOpensAnIncident() {
        for (var n = 0; n < 10; n++) {
            var guess = Map.of(
                    "Authorization",
                    HttpVisitor.basic("admin", "guess-" + n),
                    "X-Forwarded-For",
                    "198.51.100." + (100 + n));
            assertThat(new HttpVisitor(port).send("GET", "/api/me", null, guess).statusCode())
                    .isEqualTo(401);
        }

        Until.within(Duration.ofSeconds(60))
                .see("the incident about guessing", () -> incidents("Passwords are being guessed") == 1);
    }

    @Test
    @Tag("D9")
    void bodiesOfStrangersThatNeverComeTakeNoThreadFromTheOthers() throws IOException {
        whileManyRequestsHang(
                "POST /api/alerts/alertmanager HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n ",
                "POST /api/alerts/alertmanager HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1");
    }

    @Test
    void whoeverIsRefusedWhileHeSendsHearsWhyAndTheConnectionEndsInOrder() throws Exception {
        var head = "POST /api/alerts/alertmanager HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
        for (var n = 0; n < 3; n++) {
            try (var sender = open(head)) {
                sender.setSoTimeout(10_000);
                Thread.sleep(20);
                sender.getOutputStream().write(new byte[100_000]);

                var answer = new String(sender.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                assertThat(answer).startsWith("HTTP/1.1 401").containsIgnoringCase("\r\nConnection: close\r\n");
            }
        }
    }

    @Test
    @Tag("D9")
    void formsThatTrickleTakeHalfOfTheThreadsAtMost() throws IOException {
        whileManyRequestsHang("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\nu");
    }

    /** Many clients send the beginning of a request and then nothing. The login page still answers at once. */
    private void whileManyRequestsHang(String... beginnings) throws IOException {
        var sockets = new ArrayList<Socket>();
        try {
            for (var beginning : beginnings) {
                for (var n = 0; n < CONNECTIONS; n++) {
                    sockets.add(open(beginning));
                }
            }
            var began = System.nanoTime();
            assertThat(new HttpVisitor(port).page("/login").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(THREADS_COME_BACK_AFTER);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private Socket open(String beginning) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private int incidents(String title) {
        return jdbc.sql("select count(*) from incident where title like ?")
                .param(title)
                .query(Integer.class)
                .single();
    }

    private int alert(String authorization, String body) {
        return send("POST", "/api/alerts/alertmanager", authorization, body).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String authorization, String body) {
        return new HttpVisitor(port)
                .send(method, path, body, Map.of("Authorization", authorization, "Content-Type", "application/json"));
    }
}
