package dev.firebreak.logwatch.journald;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of a journal, as {@code journalctl -o json} writes it.
 *
 * @param cursor by which the next entries are found
 * @param line as syslog would have it: who, and the message
 * @param isOwn whether Firebreak wrote it
 */
record JournalEntry(String cursor, Instant at, byte[] line, boolean isOwn) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern OWN = Pattern.compile("firebreak(?:[@-].*)?\\.service");

    /** Empty if the text is no whole entry. */
    static Optional<JournalEntry> of(String json) {
        try {
            var read = JSON.readTree(json);
            var micros = read.path("__REALTIME_TIMESTAMP").asText("");
            var cursor = read.path("__CURSOR").asText("");
            if (cursor.isEmpty() || !micros.matches("\\d{1,18}")) {
                return Optional.empty();
            }
            var at = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
            return Optional.of(new JournalEntry(cursor, at, line(read), isOwn(read)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static byte[] line(JsonNode entry) {
        var pid = entry.path("_PID").asText("");
        var who = entry.path("SYSLOG_IDENTIFIER").asText("")
                + ("kernel".equals(entry.path("_TRANSPORT").asText()) || pid.isEmpty() ? "" : "[" + pid + "]");
        var line = new ByteArrayOutputStream();
        line.writeBytes((who + ": ").getBytes(StandardCharsets.UTF_8));
        line.writeBytes(message(entry.path("MESSAGE")));
        return line.toByteArray();
    }

    /** A message that is not UTF-8 is an array of bytes; one that is too long is null. */
    private static byte[] message(JsonNode message) {
        if (!message.isArray()) {
            return message.asText("").replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
        }
        var bytes = new ByteArrayOutputStream();
        message.forEach(one -> bytes.write(one.asInt() == '\n' ? ' ' : one.asInt()));
        return bytes.toByteArray();
    }

    /** By the unit, which journald knows; the identifier is what a program says of itself. */
    private static boolean isOwn(JsonNode entry) {
        return OWN.matcher(entry.path("_SYSTEMD_UNIT").asText("")).matches();
    }
}
