package dev.firebreak.alert.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every format. */
class SenderFormatsTests {

    private static final AlertFormats FORMATS = FormatsFixture.formats();

    private static final List<String> HOSTILE = List.of(
            "{\"a\":".repeat(10_000),
            "[".repeat(10_000),
            "{\"a\":1,\"a\":2}",
            "{\"a\":{\"b\":1,\"b\":2}}",
            "{\"a\":" + "9".repeat(200_000) + "}",
            "{\"" + "n".repeat(200_000) + "\":1}");

    private static final List<String> GARBAGE =
            List.of("", " ", "{", "{} {}", "{\"a\":1,}", "<xml/>", "\u0000\u0000", "{\"a\":\"\n\"}", "{\"a\":nul}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alertmanager",
                "grafana",
                "pagerduty",
                "firebreak",
                "cloudevents",
                "declaration",
                "azure-monitor",
                "uptime-kuma"
            })
    @Tag("D10")
    @Tag("D14")
    void garbageAndHostileJsonAreRefusedQuicklyByLineAndColumn(String name) {
        var format = FORMATS.get(name);

        GARBAGE.forEach(body -> isRefused(format, body));
        for (var body : HOSTILE) {
            var least = LongStream.generate(() -> nanosToRefuse(format, body))
                    .limit(4)
                    .min();
            assertThat(Duration.ofNanos(least.getAsLong())).isLessThan(Duration.ofMillis(50));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "grafana, alerts/grafana-11-firing",
        "pagerduty, senders/pagerduty-trigger",
        "cloudevents, senders/cloudevent"
    })
    @Tag("D10")
    void everyCutOfADocumentedPayloadIsRefused(String name, String body) {
        var sent = FormatsFixture.sent(body);

        assertThat(FORMATS.get(name).read(sent).alerts()).isNotEmpty();
        for (var length = 0; length < sent.length - 2; length += 7) {
            isRefused(FORMATS.get(name), new String(Arrays.copyOf(sent, length), UTF_8));
        }
    }

    private static void isRefused(AlertFormat format, String body) {
        assertThatThrownBy(() -> format.read(body.getBytes(UTF_8)))
                .as(body.substring(0, Math.min(40, body.length())))
                .isInstanceOf(UnreadablePayload.class)
                .hasMessageMatching("(?s)line \\d+, column \\d+: .+");
    }

    private static long nanosToRefuse(AlertFormat format, String body) {
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadCpuTime();
        isRefused(format, body);
        return threads.getCurrentThreadCpuTime() - before;
    }
}
