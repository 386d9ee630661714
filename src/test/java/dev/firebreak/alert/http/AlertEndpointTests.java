package dev.firebreak.alert.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.alert.AlertHttpFixture;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.alert.PayloadFixture;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.journal.JournalFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The alert endpoint on a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class AlertEndpointTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Shorter than the connection time-out, 5 s, which each byte begins anew. */
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private AlertHttpFixture http;

    @BeforeAll
    void open() {
        http = new AlertHttpFixture(AlertIngestFixture.onH2(DEADLINE));
    }

    @AfterAll
    void close() {
        http.close();
    }

    @Test
    void aRealAlertmanagerPayloadIsAnsweredAfterItsCommitAndKeptAsItCame() throws IOException {
        var body = getClass()
                .getResourceAsStream("/alerts/alertmanager-0.25-firing.json")
                .readAllBytes();

        var answer = http.post(body, Map.of("X-Source", "real"));

        var told = json(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(told.get("received").asInt())
                .isEqualTo(told.get("opened").asInt() + told.get("attached").asInt());
        assertThat(told.get("incidents").get(0).asText()).matches("INC-\\d{8}-\\d{6}-\\d{3,}");
        assertThat(told.fieldNames())
                .toIterable()
                .containsExactly(
                        "delivery",
                        "received",
                        "opened",
                        "attached",
                        "duplicates",
                        "resolved",
                        "suppressed",
                        "incidents");
        assertThat(http.ingest
                        .get(Journal.class)
                        .read(java.util.UUID.fromString(told.get("delivery").asText()))
                        .map(JournalFixture::body))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(body));
    }

    @Test
    void aRealResolveClosesNothingButIsTold() throws IOException {
        http.post(resource("firing"), Map.of("X-Source", "resolving"));
        var answer = json(
                http.post(resource("resolved"), Map.of("X-Source", "resolving")).body());

        assertThat(answer.get("resolved").asInt())
                .isEqualTo(answer.get("received").asInt());
        var incident = new dev.firebreak.incident.IncidentId(
                answer.get("incidents").get(0).asText());
        assertThat(http.ingest.heard(incident, "Cleared")).isEqualTo(1);
    }

    @Test
    void theAlertsOfAnIncidentAreShown() throws IOException {
        var answer = json(http.post(PayloadFixture.group("shown").firing("f1").firing("f2"))
                .body());
        var incident = answer.get("incidents").get(0).asText();

        var alerts = json(http.get("/api/incidents/" + incident + "/alerts").body());

        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).get("status").asText()).isEqualTo("firing");
        assertThat(alerts.get(0).get("runbookUrl").asText()).isEqualTo("https://docs.example.com/runbooks/pool");
        assertThat(http.get("/api/incidents/INC-20200101-000000-001/alerts").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("D8")
    void aHugeBodyIsRefusedWhileReadingAndToldOnceAnHour() {
        var body = new byte[100 * 1024 * 1024];
        java.util.Arrays.fill(body, (byte) ' ');

        assertThat(http.post(body, Map.of("X-Source", "huge")).statusCode()).isEqualTo(413);
        assertThat(http.post(body, Map.of("X-Source", "huge")).statusCode()).isEqualTo(413);

        var title = "Alerts of huge were refused: raise the limit or set max_alerts";
        eventually(() -> assertThat(titles(title)).isEqualTo(1));
        http.ingest.clock.passes(Duration.ofMinutes(61));
        http.post(body, Map.of("X-Source", "huge"));
        eventually(() -> assertThat(
                        http.ingest.count("select count(*) from timeline_entry where what like '%" + title + "'"))
                .isEqualTo(2));
        assertThat(titles(title)).isEqualTo(1);
    }

    @Test
    @Tag("D9")
    void aTrickleIsCutAtTheDeadlineOfTheWholeRequest() throws Exception {
        var began = Instant.now();
        try (var socket = http.announce(1_000_000)) {
            socket.setSoTimeout(1);
            var answer = trickle(socket, began);

            assertThat(answer).startsWith("HTTP/1.1 503");
            assertThat(answer).contains("Retry-After: 5").contains("Connection: close");
            assertThat(Duration.between(began, Instant.now())).isBetween(DEADLINE, DEADLINE.plusSeconds(5));
        }
    }

    /** A byte every second, within every time-out of a single read. */
    private static String trickle(java.net.Socket socket, Instant began) throws Exception {
        while (Duration.between(began, Instant.now()).toSeconds() < 12) {
            socket.getOutputStream().write(' ');
            for (var wait = 0; wait < 10; wait++) {
                Thread.sleep(100);
                var answer = read(socket);
                if (!answer.isEmpty()) {
                    return answer;
                }
            }
        }
        return "";
    }

    private static String read(java.net.Socket socket) throws IOException {
        try {
            var buffer = new byte[8192];
            var count = socket.getInputStream().read(buffer);
            return count < 0 ? "closed" : new String(buffer, 0, count, UTF_8);
        } catch (java.net.SocketTimeoutException e) {
            return "";
        }
    }

    @Test
    @Tag("D9")
    void manyTricklesTakeNoThreadFromTheOthers() throws Exception {
        var threadsComeBackAfter = Duration.ofSeconds(5); // the connection time-out
        var sockets = new java.util.ArrayList<java.net.Socket>();
        try {
            for (var n = 0; n < 400; n++) {
                sockets.add(http.announce(1_000));
            }
            var began = System.nanoTime();
            assertThat(http.post(PayloadFixture.group("meanwhile").firing("m")).statusCode())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(threadsComeBackAfter);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aSenderThatGoesAwayLeavesNothing() throws Exception {
        var before = http.ingest.count("select count(*) from alert_delivery");
        try (var socket = http.announce(1_000)) {
            socket.getOutputStream().write("{\"alerts\":[".getBytes(UTF_8));
        } catch (SocketException e) {
            // as good as gone
        }
        Thread.sleep(300);
        assertThat(http.ingest.count("select count(*) from alert_delivery")).isEqualTo(before);
    }

    @Test
    @Tag("D10")
    void garbageIsRefusedByLineAndColumnAndItsHeadIsKept() {
        var body = "{\"version\": \"4\",\n \"alerts\": [ oops ]}" + " ".repeat(9_000);

        var answer = http.post(body.getBytes(UTF_8), Map.of("X-Source", "garbler"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer.body()).get("detail").asText()).startsWith("line 2, column 1");
        var head = http.ingest
                .jdbc()
                .sql("select head from alert_dead_letter where source = 'garbler'")
                .query(byte[].class)
                .single();
        assertThat(head).isEqualTo(java.util.Arrays.copyOf(body.getBytes(UTF_8), 4096));
        eventually(() -> assertThat(titles("Alerts of garbler can''t be read")).isEqualTo(1));
    }

    @Test
    @Tag("D10")
    void whatIsNotJsonOrNotPlainIsRefused() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[50 * 1024 * 1024]);
        }

        assertThat(http.post("a=b".getBytes(UTF_8), Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(http.post(zipped.toByteArray(), Map.of("Content-Encoding", "gzip"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(http.post(zipped.toByteArray(), Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownFormatIsNotFound() {
        assertThat(http.post("/api/alerts/nagios", "{}".getBytes(UTF_8), Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRequestWithoutASourceIsRefused() throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", http.port())) {
            socket.getOutputStream()
                    .write(("POST " + AlertHttpFixture.PATH
                                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 2\r\n\r\n{}")
                            .getBytes(UTF_8));
            socket.setSoTimeout(30_000);
            assertThat(read(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    @Tag("E12")
    void typeNamesAreTextLikeAnyOther() {
        var body =
                "{\"@class\":\"javax.naming.InitialContext\",\"@type\":\"x\",\"alerts\":[{\"@class\":\"java.lang.Runtime\","
                        + "\"labels\":{\"alertname\":\"T\",\"severity\":\"low\",\"@class\":\"x\"},\"startsAt\":\""
                        + PayloadFixture.START
                        + "\"}]}";
        assertThat(http.post(body.getBytes(UTF_8), Map.of()).statusCode()).isEqualTo(200);
    }

    private int titles(String title) {
        return http.ingest.count("select count(*) from incident where title = '" + title + "'");
    }

    public static void eventually(Runnable check) {
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private byte[] resource(String which) throws IOException {
        return getClass()
                .getResourceAsStream("/alerts/alertmanager-0.25-" + which + ".json")
                .readAllBytes();
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
