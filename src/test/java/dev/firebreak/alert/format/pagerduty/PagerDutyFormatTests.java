package dev.firebreak.alert.format.pagerduty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.FormatsFixture;
import dev.firebreak.alert.format.UnreadablePayload;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyFormatTests {

    private static final PagerDutyFormat FORMAT = new PagerDutyFormat();

    @Test
    void theDocumentedTriggerIsAnAlert() {
        var read = FORMAT.read(FormatsFixture.sent("senders/pagerduty-trigger"));

        assertThat(read.groupKey()).isEqualTo("samplekeyhere");
        var alert = read.alerts().get(0);
        assertThat(alert.firing()).isTrue();
        assertThat(alert.incomplete()).isFalse();
        assertThat(alert.fingerprint()).isEqualTo("samplekeyhere");
        assertThat(alert.label("alertname")).isEqualTo("disk");
        assertThat(alert.label("service")).isEqualTo("mysql");
        assertThat(alert.label("instance")).isEqualTo("prod-datapipe03.example.com");
        assertThat(alert.label("severity")).isEqualTo("critical");
        assertThat(alert.label("load avg")).isEqualTo("0.75");
        assertThat(alert.annotation("summary")).isEqualTo("DISK at 99% on machine prod-datapipe03.example.com");
        assertThat(alert.generatorUrl()).isEqualTo("https://monitoring.example.com");
        assertThat(alert.annotation("Link text_url")).isEqualTo("https://example.com/dashboard");
    }

    @Test
    void resolveAndAcknowledgeNameTheAlertByItsKey() {
        var resolved =
                read("{\"event_action\":\"resolve\",\"dedup_key\":\"k1\"}").alerts();
        assertThat(resolved).singleElement().satisfies(alert -> {
            assertThat(alert.firing()).isFalse();
            assertThat(alert.fingerprint()).isEqualTo("k1");
        });

        var acknowledged = read("{\"event_action\":\"acknowledge\",\"dedup_key\":\"k1\"}");
        assertThat(acknowledged.alerts()).isEmpty();
        assertThat(acknowledged.acknowledged()).containsExactly("k1");
    }

    @Test
    void aTriggerWithoutAKeySentAgainIsTheSameAlert() {
        var first = read(trigger("\"summary\":\"s\",\"source\":\"h\",\"severity\":\"info\",\"timestamp\":\"1\""));
        var again = read(trigger("\"summary\":\"s\",\"source\":\"h\",\"severity\":\"info\",\"timestamp\":\"2\""));
        var other = read(trigger("\"summary\":\"t\",\"source\":\"h\",\"severity\":\"info\""));

        assertThat(again.groupKey()).isEqualTo(first.groupKey()).isNotEqualTo(other.groupKey());
    }

    /** A tool may put anything into its details. */
    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "[1,[2]]", "{\"service\":{\"a\":1},\"b\":[],\"severity\":\"info\"}", "null"})
    void detailsNeverCostTheAlert(String details) {
        var alert = read(trigger("\"summary\":\"s\",\"severity\":\"error\",\"custom_details\":" + details))
                .alerts()
                .get(0);

        assertThat(alert.label("severity")).isEqualTo("error");
        assertThat(alert.label("alertname")).isEqualTo("s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | event_action",
                "{\"event_action\":\"fire\"} | event_action",
                "{\"event_action\":\"trigger\"} | payload",
                "{\"event_action\":\"trigger\",\"payload\":[]} | payload",
                "{\"event_action\":\"trigger\",\"payload\":{\"severity\":\"info\"}} | payload.summary",
                "{\"event_action\":\"trigger\",\"payload\":{\"summary\":{}}} | payload.summary",
                "{\"event_action\":\"resolve\"} | dedup_key",
                "{\"event_action\":\"acknowledge\",\"dedup_key\":\" \"} | dedup_key",
                "{\"event_action\":\"trigger\",\"payload\":{\"summary\":\"s\"},\"links\":[1]} | links[0]"
            })
    void whatIsWrongIsNamedByItsField(String body, String field) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(UnreadablePayload.class)
                .hasMessageStartingWith("field \"" + field + "\": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"routing_key\":\"s3cret-s3cret-s3cret\",\"x\":1}",
                "{ \"routing_key\" : \"s3cret-s3cret-s3cret\" }",
                "{\"routing\\u005fkey\":\"s3cret-s3cret-s3cret\",\"event_action\":\"resolve\"}",
                "{\"x\":\"é\",\"a\":{\"routing_key\":\"s3cret-s3cret-s3cret\"}}",
                "{\"routing_key\":\"s3cret-s3cret-s3cret"
            })
    @Tag("H18")
    void theTokenIsFoundAndNeverKept(String body) {
        var kept = new String(FORMAT.withoutToken(body.getBytes(UTF_8)), UTF_8);

        assertThat(kept).doesNotContain("s3cret");
        assertThat(FORMAT.token(kept.getBytes(UTF_8))).isEmpty();
        assertThat(kept).isEqualTo(kept.contains("é") ? body.replace("s3cret-s3cret-s3cret", "") : kept);
    }

    @Test
    void theTokenIsTheRoutingKey() {
        assertThat(FORMAT.token("{\"routing_key\":\"abc\"}".getBytes(UTF_8))).hasValue("abc");
        assertThat(FORMAT.token("{\"routing_key\":{}}".getBytes(UTF_8))).isEmpty();
        assertThat(FORMAT.token("[".getBytes(UTF_8))).isEmpty();
    }

    private static String trigger(String payload) {
        return "{\"event_action\":\"trigger\",\"payload\":{" + payload + "}}";
    }

    private static AlertNotification read(String body) {
        return FORMAT.read(body.getBytes(UTF_8));
    }
}
