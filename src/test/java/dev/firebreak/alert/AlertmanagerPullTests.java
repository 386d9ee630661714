package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firebreak.alert.pull.PullFixture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Alertmanager is asked what it has; a server of ours answers as its API does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("D26")
class AlertmanagerPullTests {

    private static final String FINGERPRINT = "3c6dc2dd9809aa8d";
    private static final String STATUS = "/api/v2/status";
    private static final String ALERTS = "/api/v2/alerts";
    private static final String GROUPS = "/api/v2/alerts/groups";
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private final ConcurrentHashMap<String, String> answers = new ConcurrentHashMap<>();
    private AlertIngestFixture ingest;
    private HttpServer server;
    private PullFixture pull;

    @BeforeAll
    void open() throws IOException {
        ingest = AlertIngestFixture.onH2();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            var answer = answers.get(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
    }

    @AfterAll
    void close() {
        server.stop(0);
        ingest.close();
    }

    @BeforeEach
    void anAlertmanagerThatKnowsOneAlert() {
        answers.put(STATUS, "{\"uptime\":\"2026-01-01T00:00:00.000Z\"}");
        answers.put(ALERTS, "[" + alert(FINGERPRINT, "Known") + "]");
        answers.put(GROUPS, "[]");
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        pull = new PullFixture(ingest.context, "default", url, SETTLED);
    }

    @AfterEach
    void clean() {
        ingest.clean();
    }

    @Test
    void whatItNoLongerHasInTwoRoundsIsResolved_andTheTimelineSaysWhy() {
        var incident = incident(ingest.post(PayloadFixture.group("g").firing(FINGERPRINT)));
        ingest.clock.passes(SETTLED.plusMinutes(1));
        pull.asks();
        pull.asks();
        assertThat(firing()).as("it has the alert").isEqualTo(1);

        answers.put(ALERTS, "[]");
        pull.asks();
        assertThat(firing()).as("once is no proof").isEqualTo(1);
        pull.asks();
        pull.asks();

        assertThat(firing()).isZero();
        assertThat(ingest.lines(incident))
                .containsOnlyOnce("1 alert resolved: its Alertmanager no longer has it, and no webhook said so");
        ingest.tidy();
        assertThat(ingest.heard(incident, "Cleared")).isEqualTo(1);
    }

    @Test
    void aSilencedAlertAndOneOfAnotherFormatGoOn() {
        ingest.post(PayloadFixture.group("g").firing("pager-key"));
        ingest.clock.passes(SETTLED.plusMinutes(1));
        answers.put(ALERTS, "[]");

        pull.asks();
        pull.asks();

        assertThat(firing()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "not json", "{\"uptime\":\"soon\"}", "{\"uptime\":\"2999-01-01T00:00:00Z\"}"})
    void nothingEndsWhileItDoesNotAnswerOrHasJustStarted(String status) {
        ingest.post(PayloadFixture.group("g").firing(FINGERPRINT));
        ingest.clock.passes(SETTLED.plusMinutes(1));
        answers.put(ALERTS, "[]");
        answers.put(STATUS, status);

        pull.asks();
        pull.asks();

        assertThat(firing()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[", "null"})
    void anAnswerThatIsNoListEndsNothing(String alerts) {
        ingest.post(PayloadFixture.group("g").firing(FINGERPRINT));
        ingest.clock.passes(SETTLED.plusMinutes(1));
        answers.put(ALERTS, alerts);

        pull.asks();
        pull.asks();

        assertThat(firing()).isEqualTo(1);
    }

    @Test
    void whatItSendsToFirebreakAndFirebreakDoesNotHaveIsTakenOnceByItsGroups() {
        answers.put(
                GROUPS,
                "[%s,%s,%s]"
                        .formatted(
                                group(
                                        "firebreak",
                                        alert("1111111111111111", "Missed"),
                                        alert("2222222222222222", "Missed")),
                                group("firebreak", alert("3333333333333333", "Watchdog")),
                                group("others", alert("4444444444444444", "NotOurs"))));

        pull.asks();
        pull.asks();

        assertThat(firing()).isEqualTo(2);
        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_heartbeat")).isZero();
        assertThat(ingest.count("select count(*) from timeline_entry where what ="
                        + " '2 alerts found by asking their Alertmanager; their webhook did not arrive'"))
                .isEqualTo(1);
    }

    @Test
    void eachIncidentIsToldItsOwnAlertsOnly() {
        var one = incident(ingest.post(PayloadFixture.group("g").firing(FINGERPRINT)));
        var two = incident(ingest.post(PayloadFixture.group("h")
                .firing("1111111111111111")
                .label("service", "mosaic-gitea")
                .firing("2222222222222222")
                .label("service", "mosaic-gitea")));
        ingest.clock.passes(SETTLED.plusMinutes(1));
        answers.put(ALERTS, "[]");

        pull.asks();
        pull.asks();

        assertThat(ingest.lines(one)).anyMatch(line -> line.startsWith("1 alert resolved: its Alertmanager"));
        assertThat(ingest.lines(two)).anyMatch(line -> line.startsWith("2 alerts resolved: their Alertmanager"));
    }

    @Test
    void anAlertWithoutASeverityHasTheConfiguredOneOfItsSource_notThatOfTheLastPayload() {
        ingest.post(PayloadFixture.group("g").firing(FINGERPRINT));
        answers.put(GROUPS, "[%s]".formatted(group("firebreak", alert("1111111111111111", "Missed"))));

        pull.asks();

        assertThat(ingest.count("select count(*) from alert_delivery where default_severity = '"
                        + AlertIngestFixture.DEFAULT_SEVERITY + "'"))
                .isEqualTo(1);
    }

    private int firing() {
        return ingest.count("select count(*) from alert where resolved_in is null");
    }

    private static String group(String receiver, String... alerts) {
        return "{\"receiver\":{\"name\":\"%s\"},\"labels\":{\"alertname\":\"x\"},\"alerts\":[%s]}"
                .formatted(receiver, String.join(",", alerts));
    }

    private static String alert(String fingerprint, String name) {
        return """
                {"fingerprint":"%s","startsAt":"2026-01-01T00:00:00.000Z","endsAt":"2999-01-01T00:00:00.000Z",
                 "labels":{"alertname":"%s","severity":"critical","service":"mosaic-postgres"},"annotations":{},
                 "receivers":[{"name":"firebreak"}],"status":{"state":"active","silencedBy":[],"inhibitedBy":[]},
                 "updatedAt":"2026-01-01T00:00:00.000Z","generatorURL":""}""".formatted(fingerprint, name);
    }
}
