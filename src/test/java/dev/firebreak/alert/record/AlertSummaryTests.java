package dev.firebreak.alert.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertSummaryTests {

    private static final Catalog NOTHING_KNOWN =
            new Catalog("mosaic", Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), null);

    @ParameterizedTest
    @CsvSource({
        "PostgresConnectionsExhausted, postgres-connections-exhausted",
        "HTTPErrorsHigh, http-errors-high",
        "disk full (/var), disk-full-var",
        "ServiceDown, service-down",
        "already-kebab, already-kebab",
        "Überlast, überlast",
        "../../etc/passwd, etc-passwd",
        "${x.y}, x-y",
        "!!!, unknown"
    })
    void aSymptomIsTheNameOfTheAlertInKebabCase(String name, String symptom) {
        assertThat(AlertSummary.kebab(name)).isEqualTo(symptom);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https://good@evil/",
                "//x",
                "http://x y",
                " https://x",
                "https://x\u0000",
                "data:text/html,x"
            })
    @Tag("E9")
    void onlyWebAddressesAreKept(String url) {
        assertThat(words(alert(Map.of("alertname", "A"), Map.of("runbook_url", url)))
                        .runbookUrl())
                .isNull();
    }

    @Test
    @Tag("D12")
    void whateverTheSizeEveryFieldFitsAndTheCutShows() {
        var labels = new LinkedHashMap<String, String>();
        labels.put("alertname", "A".repeat(1_000_000));
        labels.put("service", "s".repeat(1_000_000));
        for (var n = 0; n < 10_000; n++) {
            labels.put("label" + n, "v".repeat(200));
        }

        var words = words(alert(labels, Map.of("summary", "x".repeat(60_000), "description", "y".repeat(60_000))));

        assertThat(words.name()).hasSizeLessThanOrEqualTo(200).endsWith("(cut)");
        assertThat(words.service()).hasSizeLessThanOrEqualTo(120).endsWith("(cut)");
        assertThat(words.symptom()).hasSizeLessThanOrEqualTo(120);
        assertThat(words.summary()).hasSizeLessThanOrEqualTo(300).endsWith("(cut)");
        assertThat(words.description()).hasSizeLessThanOrEqualTo(2_000).endsWith("(cut)");
        assertThat(words.labels()).hasSizeLessThan(60_000).endsWith("more labels");
    }

    @Test
    void severityIsTheSendersWordOrTheDefaultOfTheSource() {
        assertThat(AlertSummary.severity(alert(Map.of("severity", "CRITICAL"), Map.of()), "high"))
                .isEqualTo("critical");
        assertThat(AlertSummary.severity(alert(Map.of("severity", " "), Map.of()), "high"))
                .isEqualTo("high");
        assertThat(AlertSummary.severity(alert(Map.of(), Map.of()), null)).isNull();
    }

    private static AlertSummary words(Alert alert) {
        return AlertSummary.of(alert, "high", NOTHING_KNOWN);
    }

    static Alert alert(Map<String, String> labels, Map<String, String> annotations) {
        return new Alert("f", null, null, true, labels, annotations, null, false);
    }
}
