package dev.firebreak.alert.format.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.FormatsFixture;
import dev.firebreak.alert.format.alertmanager.AlertmanagerFormat;
import org.junit.jupiter.api.Test;

class GrafanaFormatTests {

    private static final GrafanaFormat FORMAT = new GrafanaFormat(new AlertmanagerFormat());

    @Test
    void theDocumentedPayloadIsReadWithItsLinksAndValues() {
        var read = FORMAT.read(FormatsFixture.sent("alerts/grafana-11-firing"));

        assertThat(read.groupKey()).isEqualTo("{}:{}");
        assertThat(read.alerts()).hasSize(2).allMatch(Alert::firing);
        var alert = read.alerts().get(0);
        assertThat(alert.fingerprint()).isEqualTo("c6eadffa33fcdf37");
        assertThat(alert.startsAt()).isEqualTo("2021-10-12T07:51:03.157076Z");
        assertThat(alert.annotation("dashboard_url")).isEqualTo("https://play.grafana.org/d/000000012");
        assertThat(alert.annotation("panel_url")).isEqualTo("https://play.grafana.org/d/000000012?viewPanel=5");
        assertThat(alert.annotation("silence_url")).startsWith("https://play.grafana.org/alerting/silence/new?");
        assertThat(alert.annotation("values")).contains("value=14151");
        assertThat(read.alerts().get(1).annotations())
                .containsKey("silence_url")
                .doesNotContainKeys("dashboard_url", "panel_url", "image_url", "values");
    }

    @Test
    void itsResolveIsOfTheSameAlert() {
        var resolved = new String(FormatsFixture.sent("alerts/grafana-11-firing"), UTF_8)
                .replace("\"status\": \"firing\"", "\"status\": \"resolved\"")
                .replace("0001-01-01T00:00:00Z", "2021-10-12T10:30:00Z");

        assertThat(FORMAT.read(resolved.getBytes(UTF_8)).alerts())
                .noneMatch(Alert::firing)
                .extracting(Alert::fingerprint)
                .containsExactly("c6eadffa33fcdf37", "bc97ff14869b13e3");
    }
}
