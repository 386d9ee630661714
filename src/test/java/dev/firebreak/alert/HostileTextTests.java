package dev.firebreak.alert;

import static dev.firebreak.alert.Hall.incident;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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

    private Hall hall;

    Hall open() {
        return Hall.onH2();
    }

    @BeforeAll
    void openHall() {
        hall = open();
    }

    @AfterAll
    void closeHall() {
        hall.close();
    }

    @Test
    void D13_E1_E2_E3_anyTextIsKeptAndShownAndDoesNothing() throws Exception {
        Files.deleteIfExists(CANARY);
        var before = hall.incidents();
        for (var text : TEXTS) {
            var payload = hostile(text);

            var answer = hall.post(payload);

            assertThat(answer.opened()).as(text).isEqualTo(1);
            var alert = hall.alerts(incident(answer)).get(0);
            for (var shown : List.of(alert.name(), alert.service(), alert.symptom(), alert.target(), alert.summary())) {
                assertThat(shown).as(text).isNotBlank().doesNotContain("\u0000", "\u202E", "\u200B", "\r", "\u001B");
                assertThat(shown.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                        .isTrue();
            }
            assertThat(hall.variable(incident(answer), "title").toString()).hasSizeLessThanOrEqualTo(300);
            assertThat(bodyOf(answer)).as(text).isEqualTo(payload.toBytes());
        }
        assertThat(Files.exists(CANARY)).isFalse();
        assertThat(hall.incidents() - before).isEqualTo(TEXTS.size());
    }

    private static Payload hostile(String text) {
        return Payload.group(text)
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

    private byte[] bodyOf(Answer answer) {
        return hall.get(Journal.class)
                .read(answer.delivery())
                .map(delivery -> Gzip.unpacked(delivery.body()))
                .orElseThrow();
    }

    @Test
    void D13_aFingerprintOrSourceCanNotBreakOutOfItsColumn() {
        var answer = hall.post(Payload.group("g").firing("'; drop table alert; --"));
        assertThat(hall.alerts(incident(answer)).get(0).fingerprint()).matches("[0-9a-f]{64}");
    }
}
