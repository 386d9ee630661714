package dev.firebreak.alert.format.firebreak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.UnreadablePayload;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirebreakFormatTests {

    private static final FirebreakFormat FORMAT = new FirebreakFormat();

    @Test
    void anAlertIsReadFieldByField() {
        var alert = read("""
                {"key": "disk-gitea", "name": "DiskFull", "service": "gitea", "severity": "critical",
                 "summary": "No space left", "description": "95 %", "symptom": "disk-full", "target": "host-1",
                 "runbook": "host-disk-full", "startsAt": "2026-11-22T07:16:30+01:00", "url": "https://m.example/1",
                 "links": {"dashboard": "https://m.example/d"}, "labels": {"team": "blue", "count": 3}}""").alerts().get(0);

        assertThat(alert.fingerprint()).isEqualTo("disk-gitea");
        assertThat(alert.firing()).isTrue();
        assertThat(alert.incomplete()).isFalse();
        assertThat(alert.startsAt()).isEqualTo("2026-11-22T06:16:30Z");
        assertThat(alert.labels())
                .containsEntry("alertname", "DiskFull")
                .containsEntry("service", "gitea")
                .containsEntry("symptom", "disk-full")
                .containsEntry("target", "host-1")
                .containsEntry("team", "blue")
                .containsEntry("count", "3");
        assertThat(alert.annotations())
                .containsEntry("summary", "No space left")
                .containsEntry("runbook", "host-disk-full")
                .containsEntry("dashboard_url", "https://m.example/d");
        assertThat(alert.generatorUrl()).isEqualTo("https://m.example/1");
    }

    @Test
    void withoutAKeyAnAlertIsKnownByServiceAndName() {
        var fired = read("{\"service\":\"gitea\",\"name\":\"Down\",\"summary\":\"x\"}");
        var resolved = read("{\"status\":\"resolved\",\"service\":\"gitea\",\"name\":\"Down\"}");

        assertThat(resolved.alerts().get(0).fingerprint())
                .isEqualTo(fired.alerts().get(0).fingerprint());
        assertThat(resolved.groupKey()).isEqualTo(fired.groupKey());
        assertThat(fired.alerts().get(0).incomplete()).as("no severity").isTrue();
    }

    @Test
    void severalAlertsAreOneGroup() {
        var read = read("{\"group\":\"g\",\"alerts\":[{\"name\":\"A\"},{\"name\":\"B\",\"status\":\"resolved\"}]}");

        assertThat(read.groupKey()).isEqualTo("g");
        assertThat(read.alerts()).extracting(Alert::firing).containsExactly(true, false);
        assertThat(read("{\"alerts\":[]}").alerts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name",
                "{\"name\":\"A\",\"sevrity\":\"high\"} | sevrity",
                "{\"name\":\"A\",\"status\":\"odd\"} | status",
                "{\"name\":[]} | name",
                "{\"name\":\"A\",\"startsAt\":\"soon\"} | startsAt",
                "{\"name\":\"A\",\"labels\":{\"a\":{}}} | labels.a",
                "{\"name\":\"A\",\"links\":\"x\"} | links",
                "{\"alerts\":{}} | alerts",
                "{\"alerts\":[{\"name\":\"A\"},{\"status\":\"firing\"}]} | alerts[1].name",
                "{\"alerts\":[],\"name\":\"A\"} | name",
                "{\"specversion\":\"1.0\",\"type\":\"t\"} | specversion"
            })
    @Tag("D10")
    void whatIsWrongIsNamedByItsField(String body, String field) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(UnreadablePayload.class)
                .hasMessageStartingWith("field \"" + field + "\": ");
    }

    private static AlertNotification read(String body) {
        return FORMAT.read(body.getBytes(UTF_8));
    }
}
