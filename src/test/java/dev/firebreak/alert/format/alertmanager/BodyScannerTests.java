package dev.firebreak.alert.format.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.format.UnreadablePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The general parser is the measure: what the scanner reads, the parser reads in the same way. */
class BodyScannerTests {

    private static final int MUTANTS = 1_000;

    /** What may stand in a body and rarely does. */
    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "false",
            "0",
            "-1",
            "01",
            "1.5",
            "1e400",
            "12345678901",
            "\"status\":\"resolved\",",
            "\"labels\":{},",
            "\"x\":{\"a\":1,\"a\":2},",
            "\"x\":[[],{}],",
            "\"alerts\":null,",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\udead",
            "\\n",
            "\\/",
            "\\x",
            "é",
            "\uFFFD",
            "🔥",
            "\u0000",
            "\n",
            "\t ",
            "/*x*/",
            "\"\":\"\",",
            "\"truncatedAlerts\":7,",
            "\"fingerprint\":3,",
            "\"endsAt\":\"2026-11-22T07:16:30+01:00\",");

    static Stream<Path> samples() throws IOException {
        return Files.walk(Path.of("src/test/resources/alerts"))
                .filter(file -> file.toString().endsWith(".json"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatSendersSendIsRead(Path sample) throws IOException {
        var body = Files.readAllBytes(sample);

        assertThat(BodyScanner.read(body)).isNotNull();
        isReadInTheSameWay(body);
    }

    @ParameterizedTest
    @MethodSource("samples")
    @Tag("D10")
    void aDamagedBodyIsReadInTheSameWayOrLeftToTheParser(Path sample) throws IOException {
        var body = Files.readAllBytes(sample);
        var random = new Random(sample.getFileName().toString().hashCode());

        for (var n = 0; n < MUTANTS / 10; n++) {
            var mutant = body;
            for (var changes = random.nextInt(4); changes >= 0; changes--) {
                mutant = changed(mutant, random);
            }
            isReadInTheSameWay(mutant);
        }
    }

    @Test
    @Tag("D10")
    void aSmallBodyDamagedInAllWaysIsReadInTheSameWay() {
        var body = """
                {"groupKey":"g","status":"firing","truncatedAlerts":2,"version":"4","groupLabels":{"a":"b"},"alerts":[
                {"status":"firing","labels":{"alertname":"A","severity":"low"},"annotations":{"summary":"é \\"x\\" \\u00e9"},
                "startsAt":"2026-11-22T07:16:30.123Z","endsAt":null,"values":{"A":1.5},"fingerprint":"f"},{}]} """.getBytes(UTF_8);
        assertThat(BodyScanner.read(body)).isNotNull();
        var random = new Random(1);
        for (var at = 0; at <= body.length; at++) {
            isReadInTheSameWay(Arrays.copyOf(body, at));
            for (var piece : PIECES) {
                isReadInTheSameWay(replaced(body, at, at, piece.getBytes(UTF_8)));
                isReadInTheSameWay(replaced(body, at, Math.min(body.length, at + 1), piece.getBytes(UTF_8)));
            }
        }
        for (var n = 0; n < MUTANTS; n++) {
            isReadInTheSameWay(changed(changed(body, random), random));
        }
    }

    static Stream<String> refused() {
        return Stream.concat(AlertmanagerFormatTests.hostile(), AlertmanagerFormatTests.garbage());
    }

    @ParameterizedTest
    @MethodSource
    @Tag("D10")
    @Tag("D14")
    void refused(String body) {
        assertThat(BodyScanner.read(body.getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T07:16:30Z",
                "2026-11-22T07:16:30.1Z",
                "2026-11-22T07:16:30.123456789Z",
                "2026-11-22T07:16:30.1234567890Z",
                "2026-11-22T07:16:30.Z",
                "2026-11-22T07:16Z",
                "2026-11-22T07:16:30z",
                "2026-11-22 07:16:30Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T23:59:60Z",
                "2026-02-29T07:16:30Z",
                "2024-02-29T07:16:30Z",
                "2026-13-01T07:16:30Z",
                "2026-11-22T07:16:30+01:00",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "٢٠٢٦-11-22T07:16:30Z",
                "-026-11-22T07:16:30Z",
                "Z",
                ""
            })
    void aTimeIsReadAsTheLibraryReadsIt(String text) {
        assertThat(new RawTimes().parse(text)).isEqualTo(time(text));
    }

    @Test
    void damagedTimesAreReadAsTheLibraryReadsThem() {
        var random = new Random(2);
        var letters = "0123456789-:.TZ+";
        for (var n = 0; n < 5_000; n++) {
            var text = new StringBuilder("2026-11-22T07:16:30.123Z".substring(0, 19 + random.nextInt(5))).append('Z');
            text.setCharAt(random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));

            assertThat(new RawTimes().parse(text.toString()))
                    .as(text.toString())
                    .isEqualTo(time(text.toString()));
        }
    }

    private static Instant time(String text) {
        try {
            var at = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            var earliest = Instant.parse("0001-01-01T00:00:00Z");
            var latest = Instant.parse("9999-12-31T00:00:00Z");
            return !at.isAfter(earliest) ? null : at.isAfter(latest) ? latest : at;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void isReadInTheSameWay(byte[] body) {
        var scanned = BodyScanner.read(body);
        if (scanned != null) {
            var notification = scanned.toNotification();
            var parsed = parsed(body);
            if (!notification.equals(parsed) || !notification.toString().equals(parsed.toString())) {
                assertThat(notification)
                        .as(new String(body, UTF_8))
                        .isEqualTo(parsed)
                        .hasToString(parsed.toString());
            }
        }
    }

    private static Object parsed(byte[] body) {
        try {
            return AlertmanagerFormat.parse(body);
        } catch (UnreadablePayload | UncheckedIOException e) {
            return e;
        }
    }

    private static byte[] changed(byte[] body, Random random) {
        var from = random.nextInt(body.length + 1);
        var to = random.nextBoolean() ? from : Math.min(body.length, from + random.nextInt(12));
        return switch (random.nextInt(4)) {
            case 0 -> replaced(body, from, Math.min(body.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            case 1 ->
                replaced(body, from, from, Arrays.copyOfRange(body, Math.max(0, from - random.nextInt(90)), from));
            default ->
                replaced(
                        body,
                        from,
                        to,
                        PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
        };
    }

    private static byte[] replaced(byte[] body, int from, int to, byte[] piece) {
        var changed = new byte[body.length - (to - from) + piece.length];
        System.arraycopy(body, 0, changed, 0, from);
        System.arraycopy(piece, 0, changed, from, piece.length);
        System.arraycopy(body, to, changed, from + piece.length, body.length - to);
        return changed;
    }
}
