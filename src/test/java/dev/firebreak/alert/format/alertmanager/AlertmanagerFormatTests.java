package dev.firebreak.alert.format.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.UnreadablePayload;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertmanagerFormatTests {

    private static final AlertmanagerFormat FORMAT = new AlertmanagerFormat();
    private static final String ALERT = "{\"alerts\":[{\"labels\":{\"alertname\":\"A\",\"severity\":\"low\"},%s}]}";

    @Test
    void aRealPayloadIsRead() throws Exception {
        var body = getClass()
                .getResourceAsStream("/alerts/alertmanager-0.25-firing.json")
                .readAllBytes();

        var notification = FORMAT.read(body);

        assertThat(notification.groupKey()).isEqualTo("{}:{alertname=\"PostgresConnectionsExhausted\"}");
        assertThat(notification.alerts()).hasSize(2).allMatch(Alert::firing).noneMatch(Alert::incomplete);
        var alert = notification.alerts().get(1);
        assertThat(alert.fingerprint()).isEqualTo("3c6dc2dd9809aa8d");
        assertThat(alert.startsAt()).isEqualTo("2026-11-22T11:58:43.123456Z");
        assertThat(alert.endsAt()).isNull();
        assertThat(alert.annotation("description")).endsWith("Grüße 🔥 <&> \"quoted\"");
    }

    static Stream<String> hostile() {
        return Stream.of(
                "{\"a\":".repeat(10_000),
                "[".repeat(10_000),
                "{\"alerts\":[],\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"alerts\":[],\"x\":1e400}",
                "{\"alerts\":[],\"x\":{\"y\":[-1e400]}}",
                "{\"alerts\":[],\"truncatedAlerts\":1e400}",
                "{\"alerts\":[],\"truncatedAlerts\":99999999999999999999}",
                "{\"alerts\":[],\"x\":" + "9".repeat(1_000_000) + "}",
                "{\"alerts\":[],\"x\":1e" + "9".repeat(1_000_000) + "}",
                "{\"alerts\":[],\"alerts\":[]}",
                "{\"alerts\":[{\"labels\":{\"a\":\"1\",\"a\":\"2\"}}]}",
                "{\"alerts\":[],\"x\":{\"y\":1,\"y\":2}}",
                "{\"alerts\":[],\"" + "n".repeat(1_000_000) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource
    @Tag("D14")
    void hostile(String body) {
        var bytes = body.getBytes(UTF_8);

        // The least of some: the first loads classes, and whatever else the machine does only adds.
        var least = LongStream.generate(() -> nanosToRefuse(bytes)).limit(6).min();

        assertThat(Duration.ofNanos(least.getAsLong())).isLessThan(Duration.ofMillis(50));
    }

    private static long nanosToRefuse(byte[] body) {
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadCpuTime();
        refused(body);
        return threads.getCurrentThreadCpuTime() - before;
    }

    static Stream<String> garbage() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "\"alerts\"",
                "{}",
                "{\"alerts\":null}",
                "{\"alerts\":{}}",
                "{\"alerts\":[1]}",
                "{\"alerts\":[null]}",
                "{\"alerts\":[{\"labels\":[]}]}",
                "{\"alerts\":[{\"labels\":{\"a\":{}}}]}",
                "{\"alerts\":[{\"startsAt\":[]}]}",
                "{\"alerts\":[{}]",
                "{\"alerts\":[{\"status\":\"fir",
                "{\"alerts\":[]} {}",
                "{\"alerts\":[],}",
                "<xml/>",
                "\u0000\u0000\u0000\u0000",
                "{\"alerts\":[{\"labels\":{\"a\":\"\n\"}}]}");
    }

    @ParameterizedTest
    @MethodSource
    @Tag("D10")
    void garbage(String body) {
        refused(body.getBytes(UTF_8));
    }

    private static void refused(byte[] body) {
        assertThatExceptionOfType(UnreadablePayload.class)
                .isThrownBy(() -> FORMAT.read(body))
                .withMessageMatching("(?s)line \\d+, column \\d+: .+");
    }

    @Test
    @Tag("D10")
    void everyCutOfARealPayloadIsRefused() throws Exception {
        var body = getClass()
                .getResourceAsStream("/alerts/alertmanager-0.25-firing.json")
                .readAllBytes();
        var end = body.length - 2; // the last byte is a line feed
        for (var length = 0; length <= end; length++) {
            refused(java.util.Arrays.copyOf(body, length));
        }
    }

    @Test
    void theMistakeIsNamedByLineAndColumn() {
        assertThatExceptionOfType(UnreadablePayload.class)
                .isThrownBy(() -> FORMAT.read("{\n  \"alerts\": [\n    x\n".getBytes(UTF_8)))
                .withMessageStartingWith("line 3, column ");
    }

    @Test
    @Tag("D13")
    void bytesThatAreNoUtf8AreMendedAndTheAlertIsKept() throws Exception {
        var body = new ByteArrayOutputStream();
        body.write("{\"alerts\":[{\"labels\":{\"alertname\":\"A\",\"severity\":\"low\",\"x\":\"a".getBytes(UTF_8));
        body.write(new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, (byte) 0xED, (byte) 0xA0, (byte) 0x80});
        body.write("b\"}}]}".getBytes(UTF_8));

        var label = FORMAT.read(body.toByteArray()).alerts().get(0).label("x");

        assertThat(label).startsWith("a\uFFFD(").endsWith("b").contains("\uFFFD");
    }

    @Test
    void unknownFieldsAreSkippedWhateverTheyHold() {
        var body =
                "{\"new\":[{\"deep\":[1,2.5,true,null,\"x\"]}],\"alerts\":[{\"values\":{\"A\":1.5e3},\"labels\":{}}]}";
        assertThat(FORMAT.read(body.getBytes(UTF_8)).alerts()).hasSize(1);
    }

    @Test
    void numbersInLabelsAreWords() {
        var alert = read("\"annotations\":{\"value\":97,\"really\":true,\"nothing\":null}");
        assertThat(alert.annotation("value")).isEqualTo("97");
        assertThat(alert.annotation("really")).isEqualTo("true");
        assertThat(alert.annotation("nothing")).isNull();
    }

    @Test
    void aFingerprintThatIsNoneIsReplacedByAHash() {
        assertThat(read("\"fingerprint\":\"a8/../b\\u0000\"").fingerprint()).matches("[0-9a-f]{64}");
        assertThat(read("\"fingerprint\":\"a8b1\"").fingerprint()).isEqualTo("a8b1");
        assertThat(read("\"startsAt\":null").fingerprint())
                .isEqualTo(read("\"endsAt\":null").fingerprint())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void theStatusOfTheGroupCountsWhereAnAlertHasNone() {
        var body = "{\"alerts\":[{\"labels\":{}}],\"status\":\"resolved\"}";
        assertThat(FORMAT.read(body.getBytes(UTF_8)).alerts().get(0).firing()).isFalse();
        assertThat(read("\"status\":\"odd\"").firing()).isTrue();
    }

    @Test
    void equalTimesOfAPayloadAreParsedOnce() {
        var alerts = "{\"startsAt\":\"2026-11-22T07:16:30.123Z\",\"endsAt\":\"0001-01-01T00:00:00Z\"},";
        var body = "{\"alerts\":[" + alerts.repeat(3) + "{\"startsAt\":\"soon\"},{\"startsAt\":\"soon\"}]}";

        var starts = FORMAT.read(body.getBytes(UTF_8)).alerts().stream()
                .map(Alert::startsAt)
                .toList();

        assertThat(starts).containsExactly(starts.get(0), starts.get(0), starts.get(0), null, null);
        assertThat(starts.get(1)).isSameAs(starts.get(0));
        assertThat(starts.get(2)).isSameAs(starts.get(0));
    }

    private static Alert read(String fields) {
        return FORMAT.read(ALERT.formatted(fields).getBytes(UTF_8)).alerts().get(0);
    }
}
