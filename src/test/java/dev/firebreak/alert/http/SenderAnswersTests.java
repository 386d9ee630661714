package dev.firebreak.alert.http;

import static dev.firebreak.alert.http.AlertEndpointTests.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.alert.AlertHttpFixture;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.alert.format.FormatsFixture;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.journal.JournalFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the senders of each format are answered, and what becomes of their alerts, on a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SenderAnswersTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertHttpFixture http;

    @BeforeAll
    void open() {
        http = new AlertHttpFixture(AlertIngestFixture.onH2());
    }

    @AfterAll
    void close() {
        http.close();
    }

    @Test
    void grafanasAlertsAreShownWithTheirLinks() {
        var answer = post("grafana", FormatsFixture.sent("alerts/grafana-11-firing"), "grafana");

        assertThat(answer.statusCode()).isEqualTo(200);
        var incident = json(answer).get("incidents").get(0).asText();
        var alert = json(http.get("/api/incidents/" + incident + "/alerts")).get(0);
        assertThat(alert.get("links"))
                .extracting(link -> link.get("name").asText())
                .contains("Silence");
        assertThat(alert.get("runbookUrl").asText()).isEqualTo("https://myrunbook.com/runbook/1234");
        assertThat(format(json(answer))).isEqualTo("grafana");
    }

    @Test
    void anEventForPagerDutyIsAnsweredAsItsDocumentationSays() {
        var trigger = event("trigger", "token-of-pd", "disk-1");

        var answer = post("pagerduty", trigger, AlertHttpFixture.NONE);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).toString())
                .isEqualTo("{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"disk-1\"}");
        assertThat(count("select count(*) from alert where source = 'pd' and fingerprint = 'disk-1'"))
                .isEqualTo(1);
        assertThat(post("pagerduty", event("resolve", "token-of-pd", "disk-1"), AlertHttpFixture.NONE)
                        .statusCode())
                .isEqualTo(202);
        assertThat(count("select count(*) from alert where source = 'pd' and fingerprint = 'disk-1'"
                        + " and resolved_in is not null"))
                .isEqualTo(1);
    }

    @Test
    @Tag("H18")
    void theTokenOfABodyIsInNoTable() {
        post("pagerduty", event("trigger", "token-of-hidden", "k"), AlertHttpFixture.NONE);
        post("pagerduty", "{\"routing_key\":\"token-of-hidden\",\"event_action\":\"odd\"}", AlertHttpFixture.NONE);

        var kept = http.ingest
                .jdbc()
                .sql("select id from alert_delivery where source = 'hidden'")
                .query(UUID.class)
                .list();
        assertThat(kept)
                .hasSize(1)
                .allSatisfy(id -> assertThat(new String(
                                JournalFixture.body(
                                        http.ingest.get(Journal.class).read(id).orElseThrow()),
                                UTF_8))
                        .contains("disk is full")
                        .doesNotContain("token-of-hidden"));
        assertThat(http.ingest
                        .jdbc()
                        .sql("select head from alert_dead_letter where source = 'hidden'")
                        .query(byte[].class)
                        .list())
                .hasSize(1)
                .allSatisfy(head -> assertThat(new String(head, UTF_8)).doesNotContain("token-of-hidden"));
    }

    @Test
    @Tag("D25")
    void anAcknowledgementOfTheSenderCountsOnceForItsOwnIncident() {
        post("pagerduty", event("trigger", "token-of-acks", "k-1"), AlertHttpFixture.NONE);
        http.ingest.startProcesses();
        var incident = incidentOf("acks", "k-1");

        post("pagerduty", event("acknowledge", "token-of-acks", "k-1"), AlertHttpFixture.NONE);
        post("pagerduty", event("acknowledge", "token-of-acks", "k-1"), AlertHttpFixture.NONE);
        post("pagerduty", event("acknowledge", "token-of-acks", "unknown"), AlertHttpFixture.NONE);

        assertThat(acknowledgedBy(incident)).isEqualTo("sender acks");
        assertThat(http.ingest.lines(incident)).containsOnlyOnce("Acknowledged");
    }

    @Test
    @Tag("D25")
    void anAcknowledgementDoesNotSilenceAnIncidentOfAnotherSender() {
        post("pagerduty", event("trigger", "token-of-first", "k-2"), AlertHttpFixture.NONE);
        post("pagerduty", event("trigger", "token-of-second", "k-3"), AlertHttpFixture.NONE);
        http.ingest.startProcesses();
        var first = incidentOf("first", "k-2");
        http.ingest.merge(incidentOf("second", "k-3"), first);

        post("pagerduty", event("acknowledge", "token-of-second", "k-3"), AlertHttpFixture.NONE);

        assertThat(acknowledgedBy(first)).isNull();
        assertThat(http.ingest.lines(first))
                .contains("One of its alerts was acknowledged at its sender; people are paged all the same");
    }

    @Test
    @Tag("D10")
    void aWrongEventIsRefusedInPagerDutysWordsWithTheField() {
        var answer = post("pagerduty", "{\"routing_key\":\"token-of-pd\",\"event_action\":\"resolve\"}", "-");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).toString())
                .isEqualTo("{\"status\":\"invalid event\",\"message\":\"Event object is invalid\","
                        + "\"errors\":[\"field \\\"dedup_key\\\": is missing\"]}");
    }

    @Test
    @Tag("D19")
    void whoShowsNoValidTokenLeavesNothing() {
        var before = rows();

        for (var body : List.of(
                "{\"event_action\":\"trigger\"}",
                "not json",
                new String(event("trigger", "wrong", "k"), UTF_8),
                "{\"routing_key\":[1]}")) {
            var answer = post("pagerduty", body, AlertHttpFixture.NONE);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("routing_key").doesNotContain("\"dedup_key\":\"");
        }
        assertThat(post("grafana", "{}", AlertHttpFixture.NONE).statusCode()).isEqualTo(401);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    @Tag("D8")
    void eachFormatHasItsLimit() {
        var event = "{\"routing_key\":\"token-of-pd\",\"x\":\"" + "x".repeat(600_000) + "\"}";

        assertThat(post("pagerduty", event, AlertHttpFixture.NONE).statusCode()).isEqualTo(413);
        assertThat(post("firebreak", " ".repeat(1_100_000), "own").statusCode()).isEqualTo(413);
        eventually(() -> assertThat(titles("Alerts of own were refused: raise the limit or set max_alerts"))
                .isEqualTo(1));
    }

    @Test
    void ownJsonAndCloudEventsHaveOneAddress() {
        var own = http.post(
                "/api/alerts",
                "{\"service\":\"gitea\",\"name\":\"Down\",\"severity\":\"critical\"}".getBytes(UTF_8),
                Map.of("X-Source", "own"));
        var event = http.post(
                "/api/alerts",
                FormatsFixture.sent("senders/cloudevent"),
                Map.of("X-Source", "own", "Content-Type", "application/cloudevents+json; charset=utf-8"));

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(format(json(own))).isEqualTo("firebreak");
        assertThat(event.statusCode()).isEqualTo(200);
        assertThat(format(json(event))).isEqualTo("cloudevents");
    }

    @Test
    void aCloudEventInAnotherModeIsRefusedWithTheModeThatIsRead() {
        var binary = http.post("/api/alerts", "{}".getBytes(UTF_8), Map.of("X-Source", "own", "ce-specversion", "1.0"));
        var batch = http.post(
                "/api/alerts",
                "[]".getBytes(UTF_8),
                Map.of("X-Source", "own", "Content-Type", "application/cloudevents-batch+json"));

        assertThat(binary.statusCode()).isEqualTo(415);
        assertThat(binary.body()).contains("structured mode");
        assertThat(batch.statusCode()).isEqualTo(415);
    }

    @Test
    void aMachineThatDeclaresTwiceHasOneIncident() {
        var body = "{\"severity\":\"high\",\"source\":\"log-monitor\",\"message\":\"panic in gitea\",\"key\":\"k 1\"}";

        var first = post("declaration", body, "scripts");
        var again = post("declaration", body.replace("panic", "fatal"), "scripts");
        var other = post("declaration", body.replace("k 1", "k 2"), "scripts");

        assertThat(first.statusCode()).isEqualTo(201);
        var incident = json(first).get("incidents").get(0).asText();
        assertThat(first.headers().firstValue("Location")).hasValue("/api/incidents/" + incident);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Location")).hasValue("/api/incidents/" + incident);
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(http.ingest.lines(new IncidentId(incident))).contains("Alert raised: panic in gitea");
    }

    @Test
    @Tag("D27")
    void aDeclarationAfterItsIncidentWasClosedIsANewIncident() {
        var body = "{\"severity\":\"high\",\"source\":\"log-monitor\",\"message\":\"panic\",\"key\":\"closed\"}";
        var first = post("declaration", body, "scripts");
        http.ingest.get(Incidents.class).resolve(declared(first), "done", null);
        http.ingest.clock.passes(Duration.ofSeconds(1));

        var second = post("declaration", body, "scripts");
        var again = post("declaration", body, "scripts");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(declared(second)).isNotEqualTo(declared(first));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(declared(again)).isEqualTo(declared(second));
    }

    private static IncidentId declared(HttpResponse<String> answer) {
        return new IncidentId(
                answer.headers().firstValue("Location").orElseThrow().replace("/api/incidents/", ""));
    }

    @Test
    void aDeclarationIsRefusedWithItsField() {
        for (var wrong : Map.of(
                        "{\"source\":\"s\",\"message\":\"m\"}", "severity",
                        "{\"severity\":\"high\",\"message\":\"m\"}", "source",
                        "{\"severity\":\"high\",\"source\":\"s\"}", "message",
                        "{\"severity\":\"high\",\"source\":\"s\",\"message\":\"m\",\"role\":\"x\"}", "role")
                .entrySet()) {
            var answer = post("declaration", wrong.getKey(), "scripts");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("detail").asText()).startsWith("field \"" + wrong.getValue() + "\": ");
        }
    }

    @Test
    @Tag("D24")
    void whatNoMappingMatchesIsKeptAndItsOwnerIsTold() throws IOException {
        var body = Files.readString(FormatsFixture.MAPPINGS.resolve("uptime-kuma-down.json"))
                .replace("\"status\": 0", "\"status\": 7");

        var answer = post("uptime-kuma", body, "kuma");

        assertThat(answer.statusCode()).isEqualTo(200);
        var delivery = json(answer).get("delivery").asText();
        eventually(() -> assertThat(titles("Alerts of kuma arrive but can''t be applied: look at them yourself"))
                .isEqualTo(1));
        assertThat(http.ingest
                        .jdbc()
                        .sql("select details from timeline_entry where details like ?")
                        .param("%" + delivery + "%")
                        .query(String.class)
                        .list())
                .anyMatch(details -> details.contains("mapping \"uptime-kuma\" does not match")
                        && details.contains("/heartbeat/status is 7"));
        assertThat(count("select count(*) from alert_pending where poison is not null and delivery = '" + delivery
                        + "'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from alert_delivery where id = '" + delivery + "'"))
                .isEqualTo(1);
    }

    @Test
    void whatAMappingReadsIsAnIncidentWithItsAllClear() throws IOException {
        var down = post("uptime-kuma", sample("uptime-kuma-down"), "mapped");
        var up = post("uptime-kuma", sample("uptime-kuma-up"), "mapped");

        assertThat(json(down).get("opened").asInt()).isEqualTo(1);
        assertThat(json(up).get("resolved").asInt()).isEqualTo(1);
        assertThat(json(up).get("incidents")).isEqualTo(json(down).get("incidents"));
    }

    private static String sample(String name) throws IOException {
        return Files.readString(FormatsFixture.MAPPINGS.resolve(name + ".json"));
    }

    private static byte[] event(String action, String token, String key) {
        return """
                {"routing_key":"%s","event_action":"%s","dedup_key":"%s",
                 "payload":{"summary":"disk is full","source":"host-1","severity":"error"}}""".formatted(token, action, key).getBytes(UTF_8);
    }

    private HttpResponse<String> post(String format, String body, String source) {
        return post(format, body.getBytes(UTF_8), source);
    }

    private HttpResponse<String> post(String format, byte[] body, String source) {
        return http.post("/api/alerts/" + format, body, Map.of("X-Source", source));
    }

    private IncidentId incidentOf(String source, String fingerprint) {
        return new IncidentId(http.ingest
                .jdbc()
                .sql("select incident_id from alert where source = ? and fingerprint = ?")
                .params(source, fingerprint)
                .query(String.class)
                .single());
    }

    private String acknowledgedBy(IncidentId incident) {
        return http.ingest
                .jdbc()
                .sql("select acknowledged_by from incident where id = ?")
                .param(incident.value())
                .query((row, n) -> row.getString(1))
                .list()
                .get(0);
    }

    private String format(JsonNode answer) {
        return http.ingest
                .jdbc()
                .sql("select format from alert_delivery where id = ?")
                .param(UUID.fromString(answer.get("delivery").asText()))
                .query(String.class)
                .single();
    }

    private int rows() {
        return count("select (select count(*) from alert_delivery) + (select count(*) from alert_dead_letter)");
    }

    private int titles(String title) {
        return count("select count(*) from incident where title = '" + title + "'");
    }

    private int count(String sql) {
        return http.ingest.count(sql);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
