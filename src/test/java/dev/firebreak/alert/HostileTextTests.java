package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.journal.JournalFixture;
import dev.firebreak.alert.pipeline.IngestQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that were written to do harm, all the way into the record and the process. Also run on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextTests {

    private static final Path CANARY = Path.of("/tmp/firebreak-canary");

    private static final List<String> TEXTS = List.of(
            "nul \u0000 in the middle",
            "right to left \u202E and back",
            "zero\u200Bwidth\uFEFF",
            "lone \uD800 surrogate \uDC00",
            "emoji \uD83D\uDD25\uD83D\uDC69\u200D\uD83D\uDE92",
            "line\r\nBcc: everyone@example.com",
            "\u001B[2J\u0007",
            "$(touch " + CANARY + ")",
            "`touch " + CANARY + "`; touch " + CANARY + " &",
            "'; drop table alert; --",
            "${runtimeService.getClass().forName('java.lang.Runtime').getRuntime().exec('touch " + CANARY + "')}",
            "#{T(java.lang.Runtime).getRuntime().exec('touch " + CANARY + "')}",
            "${jndi:ldap://127.0.0.1:1/x}",
            "<script>alert(1)</script>",
            "../../../../etc/passwd\u0000.png",
            "{{#lambda}}x{{/lambda}}",
            "=cmd|' /C calc'!A0",
            "x".repeat(100_000));

    private AlertIngestFixture ingest;

    AlertIngestFixture open() {
        return AlertIngestFixture.onH2();
    }

    @BeforeAll
    void openFixture() {
        ingest = open();
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    @Test
    @Tag("D13")
    @Tag("E1")
    @Tag("E2")
    @Tag("E3")
    void anyTextIsKeptAndShownAndDoesNothing() throws Exception {
        Files.deleteIfExists(CANARY);
        var before = ingest.incidents();
        for (var text : TEXTS) {
            var payload = hostile(text);

            var result = ingest.post(payload);

            assertThat(result.opened()).as(text).isEqualTo(1);
            var alert = ingest.alerts(incident(result)).get(0);
            for (var shown : List.of(alert.name(), alert.service(), alert.symptom(), alert.target(), alert.summary())) {
                assertThat(shown).as(text).isNotBlank().doesNotContain("\u0000", "\u202E", "\u200B", "\r", "\u001B");
                assertThat(shown.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                        .isTrue();
            }
            assertThat(ingest.variable(incident(result), "title").toString()).hasSizeLessThanOrEqualTo(300);
            assertThat(bodyOf(result)).as(text).isEqualTo(payload.toBytes());
        }
        assertThat(Files.exists(CANARY)).isFalse();
        assertThat(ingest.incidents() - before).isEqualTo(TEXTS.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"firebreak", "pagerduty", "cloudevents", "declaration", "uptime-kuma"})
    @Tag("D13")
    @Tag("E9")
    void anyTextInAnyFormatIsKeptAndShownAndDoesNothing(String format) throws Exception {
        Files.deleteIfExists(CANARY);
        for (var text : TEXTS) {
            var read = AlertPayload.read(
                    new AlertSource("hostile-" + format, "high"),
                    ingest.get(AlertFormats.class).get(format),
                    ingest.clock.instant(),
                    body(format, text));

            var result = ingest.get(IngestQueue.class).take(read).get(30, TimeUnit.SECONDS);

            assertThat(result.opened()).as(text).isEqualTo(1);
            var alert = ingest.alerts(incident(result)).get(0);
            for (var shown : List.of(alert.name(), alert.service(), alert.symptom(), alert.summary())) {
                assertThat(shown).as(text).isNotBlank().doesNotContain("\u0000", "\u202E", "\u200B", "\r", "\u001B");
            }
        }
        assertThat(Files.exists(CANARY)).isFalse();
        assertThat(ingest.count("select count(*) from alert_text where source = 'hostile-" + format
                        + "' and (links is not null or source_url is not null or runbook is not null)"))
                .isZero();
    }

    private static byte[] body(String format, String text) throws IOException {
        var own = Map.of(
                "name",
                text,
                "service",
                text,
                "severity",
                text,
                "summary",
                text,
                "description",
                text,
                "symptom",
                text,
                "runbook",
                text,
                "url",
                text,
                "links",
                Map.of("dashboard", text),
                "labels",
                Map.of(key(text), text));
        Object body = switch (format) {
            case "firebreak" -> own;
            case "pagerduty" ->
                Map.of(
                        "event_action",
                        "trigger",
                        "dedup_key",
                        text,
                        "client_url",
                        text,
                        "links",
                        List.of(Map.of("href", text, "text", text)),
                        "payload",
                        Map.of(
                                "summary",
                                text,
                                "source",
                                text,
                                "severity",
                                text,
                                "class",
                                text,
                                "custom_details",
                                Map.of(key(text), text)));
            case "cloudevents" ->
                Map.of("specversion", "1.0", "id", text, "source", text, "type", text, "subject", text, "data", own);
            case "declaration" -> Map.of("severity", text, "source", text, "message", text, "key", text, "url", text);
            default ->
                Map.of(
                        "heartbeat",
                        Map.of("status", 0, "msg", text),
                        "monitor",
                        Map.of("id", text, "name", text, "type", text, "url", text));
        };
        return new ObjectMapper().writeValueAsBytes(body);
    }

    private static String key(String text) {
        return "k" + text.substring(0, Math.min(text.length(), 5_000));
    }

    private static PayloadFixture hostile(String text) {
        return PayloadFixture.group(text)
                .firing("f" + TEXTS.indexOf(text))
                .where("generatorURL", text)
                .label("alertname", text)
                .label("severity", text)
                .label("service", text)
                .label("symptom", text)
                .label("target", text)
                .label("users_affected", text)
                .label("life_safety", text)
                .label("services_down", text)
                .label(text.substring(0, Math.min(text.length(), 5_000)), text)
                .annotation("summary", text)
                .annotation("description", text)
                .annotation("runbook_url", text);
    }

    private byte[] bodyOf(IngestResult result) {
        return ingest.get(Journal.class)
                .read(result.delivery())
                .map(JournalFixture::body)
                .orElseThrow();
    }

    @Test
    @Tag("D13")
    void aFingerprintOrSourceCanNotBreakOutOfItsColumn() {
        var result = ingest.post(PayloadFixture.group("g").firing("'; drop table alert; --"));
        assertThat(ingest.alerts(incident(result)).get(0).fingerprint()).matches("[0-9a-f]{64}");
    }
}
