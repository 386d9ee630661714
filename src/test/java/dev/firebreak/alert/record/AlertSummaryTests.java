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

    @Test
    @Tag("E9")
    void annotationsThatAreWebAddressesAreLinksNamedByTheirWords() {
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("dashboard_url", "https://g.example/d/1?a=b c".replace(" ", "%20"));
        annotations.put("runbook_url", "https://docs.example/r");
        annotations.put("https://bank.example/\u202e_link", "https://evil.example/");
        annotations.put("panelURL", "javascript:alert(1)");
        annotations.put("silence-url", "https://u:p@g.example/");
        annotations.put("summary", "https://not.a.link.example/");
        annotations.put("_url", "https://nameless.example/");
        annotations.put("x_url", "https://two.example/\nhttps://lines.example/ Runbook");

        assertThat(words(alert(Map.of(), annotations)).links()).isEqualTo("""
                        https://g.example/d/1?a=b%20c Dashboard
                        https://evil.example/ Https bank example
                        https://nameless.example/ Link""");
    }

    @Test
    @Tag("D12")
    void twentyLinksAreKeptAtMost() {
        var annotations = new LinkedHashMap<String, String>();
        for (var n = 0; n < 10_000; n++) {
            annotations.put("n" + n + "x".repeat(100) + "_url", "https://x.example/" + "y".repeat(600));
        }

        var links = words(alert(Map.of(), annotations)).links();

        assertThat(links.lines()).hasSize(20).allMatch(line -> line.length() < 720);
    }

    @ParameterizedTest
    @CsvSource({"redis-memory-full, redis-memory-full", "https://docs.example/r, ", "../x, ", "${x}, ", "Redis, "})
    void aRunbookIsNamedByItsKeyOnly(String sent, String key) {
        assertThat(words(alert(Map.of("runbook", sent), Map.of())).runbook()).isEqualTo(key);
        assertThat(words(alert(Map.of(), Map.of("runbook", sent))).runbook()).isEqualTo(key);
    }

    @Test
    void aRunbookThatIsAnAddressIsItsLink() {
        assertThat(words(alert(Map.of(), Map.of("runbook", "https://docs.example/r")))
                        .runbookUrl())
                .isEqualTo("https://docs.example/r");
    }

    private static AlertSummary words(Alert alert) {
        return AlertSummary.of(alert, "high", NOTHING_KNOWN);
    }

    static Alert alert(Map<String, String> labels, Map<String, String> annotations) {
        return new Alert("f", null, null, true, labels, annotations, null, false);
    }
}
