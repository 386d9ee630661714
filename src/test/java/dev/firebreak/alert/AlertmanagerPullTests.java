package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.firebreak.alert.pull.PullFixture;
import dev.firebreak.alert.pull.PullSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    private final ConcurrentHashMap<String, String> queries = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    /** How many answer in turn, as behind a balancer. */
    private volatile int members;

    /** The header that it wants, or null. */
    private volatile String login;

    private AlertIngestFixture ingest;
    private HttpServer server;
    private PullFixture pull;

    @BeforeAll
    void open() throws IOException {
        ingest = AlertIngestFixture.onH2();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            queries.put(path, String.valueOf(exchange.getRequestURI().getQuery()));
            var shown = exchange.getRequestHeaders().getFirst("Authorization");
            if (login != null && !login.equals(shown)) {
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
                return;
            }
            var answer = answer(path, requests.getAndIncrement() % members).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
    }

    private String answer(String path, int member) {
        return answers.getOrDefault(path + " of " + member, answers.get(path));
    }

    @AfterAll
    void close() {
        server.stop(0);
        ingest.close();
    }

    @BeforeEach
    void anAlertmanagerThatKnowsOneAlert() {
        answers.clear();
        members = 1;
        login = null;
        requests.set(0);
        answers.put(STATUS, status("01"));
        answers.put(ALERTS, "[" + alert(FINGERPRINT, "Known") + "]");
        answers.put(GROUPS, "[]");
        pull = new PullFixture(ingest.context, "default", url(), SETTLED);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void clean() {
        ingest.clean();
    }

    @ParameterizedTest
    @CsvSource({"basic, Basic ZmlyZWJyZWFrOnMzY3JldCBvZiB0aGUgcGVlcg==", "bearer, Bearer s3cret of the peer"})
    void showsItsLoginFromTheSecret(String kind, String header) {
        login = header;
        new PullFixture(ingest.context, "default", URI.create(url() + "#" + kind), SETTLED).asks();
        assertThat(queries.get(GROUPS)).isNotNull();
        var without = new PullFixture(ingest.context, "default", url(), SETTLED);

        without.asks();

        assertThat(without.status().failure()).contains("it refuses the login (401)");
        assertThat(without.status().askedAt()).isNull();
    }

    @Test
    void peopleSeeHowFarItAndFirebreakDiffer() {
        ingest.post(PayloadFixture.group("g").firing(FINGERPRINT));
        ingest.clock.passes(SETTLED.plusMinutes(1));
        pull.asks();
        assertThat(pull.status().hasDrift()).isFalse();

        answers.put(ALERTS, "[]");
        pull.asks();
        assertThat(pull.status().drift()).isEqualTo("1 alert is over there but not here");
        assertThat(pull.status().askedAt()).isNotNull();

        pull.asks();
        pull.asks();
        assertThat(pull.status().hasDrift()).as("it was corrected").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:word@peer:9093, -, -, -, url is an address",
        "ftp://peer, -, -, -, url is an address",
        "https://peer, ana, -, -, user and password belong together",
        "https://peer, ana, word, -, references such as secret://",
        "https://peer, -, -, word, references such as secret://",
        "https://peer, ana, secret://a, secret://b, either user and password or token",
    })
    void aLoginThatIsNoneIsRefusedAtTheStart(URI url, String user, String password, String token, String why) {
        assertThatThrownBy(() -> new PullSettings.Peer(url, null, given(user), given(password), given(token)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String given(String text) {
        return text.equals("-") ? null : text;
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
        answers.put(ALERTS, "[" + alert("9999999999999999", "Other") + "]");

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

    @Test
    void whatTimeIntervalsMuteIsNotTaken() {
        pull.asks();

        assertThat(queries.get(GROUPS)).contains("muted=false");
    }

    @Test
    void whatIsTakenJoinsTheOpenIncidentOfItsGroup_evenIfThatWasMerged() {
        var incident = incident(ingest.post(PayloadFixture.group("g").firing(FINGERPRINT)));
        answers.put(GROUPS, "[" + group("firebreak", missed(1), alert(FINGERPRINT, "Known")) + "]");
        pull.asks();

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.alerts(incident)).hasSize(2);
        assertThat(ingest.lines(incident))
                .containsOnlyOnce("1 alert found by asking its Alertmanager; its webhook did not arrive");

        var into = incident(ingest.post(PayloadFixture.group("into").firing("a")));
        ingest.merge(incident, into);
        answers.put(GROUPS, "[" + group("firebreak", alert(FINGERPRINT, "Known"), missed(1), missed(2)) + "]");
        pull.asks();

        assertThat(ingest.incidents()).isEqualTo(2);
        assertThat(firing()).isEqualTo(4);
    }

    @Test
    void whatIsTakenOfAGroupWhoseIncidentPeopleClosedOpensAnother() {
        var incident = incident(ingest.post(PayloadFixture.group("g").firing(FINGERPRINT)));
        ingest.resolve(incident);
        answers.put(GROUPS, "[" + group("firebreak", alert(FINGERPRINT, "Known"), missed(1)) + "]");

        pull.asks();

        assertThat(ingest.incidents()).isEqualTo(2);
        assertThat(ingest.alerts(incident)).hasSize(1);
    }

    @Test
    void oneThatFailsKeepsNoOtherFromBeingAsked() {
        var broken = new LinkedHashMap<String, URI>();
        broken.put("broken", URI.create("http:///nowhere"));
        broken.put("default", url());
        answers.put(
                GROUPS,
                "[%s,%s]"
                        .formatted(
                                group(
                                        "firebreak",
                                        missed(1).replaceFirst("\"labels\":\\{[^}]*}", "\"labels\":\"none\"")),
                                group("firebreak", missed(2))));

        new PullFixture(ingest.context, broken, SETTLED).asks();

        assertThat(ingest.count("select count(*) from alert where source = 'default'"))
                .isEqualTo(1);
    }

    @Test
    void nothingEndsWhileSeveralAnswerInTurn() {
        ingest.post(PayloadFixture.group("g").firing(FINGERPRINT));
        ingest.clock.passes(SETTLED.plusMinutes(1));
        members = 2;
        answers.put(STATUS + " of 1", status("02"));
        answers.put(ALERTS + " of 1", "[]");

        for (var round = 0; round < 5; round++) {
            pull.asks();
        }

        assertThat(firing()).isEqualTo(1);
    }

    @Test
    void anEmptyListEndsManyOnlyInTheFourthRound() {
        var many = PayloadFixture.group("g");
        for (var n = 0; n < 11; n++) {
            many.firing(FINGERPRINT.substring(2) + (10 + n));
        }
        ingest.post(many);
        ingest.clock.passes(SETTLED.plusMinutes(1));
        answers.put(ALERTS, "[]");

        pull.asks();
        pull.asks();
        pull.asks();
        assertThat(firing()).isEqualTo(11);
        pull.asks();

        assertThat(firing()).isZero();
    }

    private static String status(String name) {
        return "{\"uptime\":\"2026-01-01T00:00:00.000Z\",\"cluster\":{\"name\":\"%s\"}}".formatted(name);
    }

    private static String missed(int n) {
        return alert("000000000000000" + n, "Missed");
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
