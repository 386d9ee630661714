package dev.firebreak.board.silence;

import dev.firebreak.alert.silence.SilenceRequest;
import dev.firebreak.web.FieldInvalid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the page's forms send. Every field may be blank.
 *
 * @param alert a name of alerts, which becomes the label {@code alertname}
 * @param labels further labels, a line each: {@code name=value}, or {@code name=~pattern}
 * @param minutes how long
 * @param starts on the clock of {@code zone}, as a browser sends it; now if blank
 * @param repeats a frequency of RFC 5545, or a whole rule
 * @param until the last day of a window that repeats
 * @param publicText what the status page tells customers
 */
record SilenceForm(
        String service,
        String alert,
        String labels,
        String reason,
        String owner,
        String minutes,
        String starts,
        String zone,
        String repeats,
        String until,
        String publicText) {

    private static final int LONGEST = 30 * 24 * 60;

    /** Whether it says more than a silence that begins now. */
    boolean isPlan() {
        return !(starts + zone + repeats + until + owner + publicText).isBlank();
    }

    boolean hasLabels() {
        return !labels.isBlank();
    }

    SilenceRequest toRequest(Instant now) {
        var begins = starts.isBlank() ? now : time("starts", LocalDateTime.class);
        var recurs = !repeats.isBlank();
        return new SilenceRequest(
                service,
                exact(),
                patterns(),
                reason,
                owner,
                begins,
                begins.plus(length()),
                recurs ? rule() : null,
                zone,
                recurs && !until.isBlank() ? time("until", LocalDate.class) : null,
                publicText);
    }

    private Map<String, String> exact() {
        var exact = new TreeMap<String, String>();
        if (!alert.isBlank()) {
            exact.put("alertname", alert);
        }
        lines().filter(line -> !line.startsWith("=~", line.indexOf('=')))
                .forEach(line -> exact.put(
                        name(line), line.substring(line.indexOf('=') + 1).strip()));
        return exact;
    }

    private Map<String, String> patterns() {
        var patterns = new TreeMap<String, String>();
        lines().filter(line -> line.startsWith("=~", line.indexOf('=')))
                .forEach(line -> patterns.put(
                        name(line), line.substring(line.indexOf('=') + 2).strip()));
        return patterns;
    }

    private Stream<String> lines() {
        return labels.lines().map(String::strip).filter(line -> !line.isEmpty()).peek(line -> {
            if (line.indexOf('=') < 1) {
                throw new FieldInvalid("labels", "are lines such as instance=web-1 or instance=~web-.*");
            }
        });
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf('=')).strip();
    }

    private String rule() {
        return repeats.contains("=") ? repeats : "FREQ=" + repeats;
    }

    private Duration length() {
        if (!minutes.matches("\\d{1,6}") || Integer.parseInt(minutes) == 0 || Integer.parseInt(minutes) > LONGEST) {
            throw new FieldInvalid("minutes", "must be a number of minutes, at most " + LONGEST);
        }
        return Duration.ofMinutes(Integer.parseInt(minutes));
    }

    /** A day means its end. */
    private Instant time(String field, Class<?> type) {
        var text = field.equals("starts") ? starts : until;
        try {
            var local = type == LocalDate.class
                    ? LocalDate.parse(text).plusDays(1).atStartOfDay()
                    : LocalDateTime.parse(text);
            return local.atZone(zone.isBlank() ? ZoneId.of("UTC") : ZoneId.of(zone.strip()))
                    .toInstant();
        } catch (DateTimeException e) {
            throw new FieldInvalid(field, "must be a time such as 2026-11-29T02:00, in a zone such as Europe/Berlin");
        }
    }
}
