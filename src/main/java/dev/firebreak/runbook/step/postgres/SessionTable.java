package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.text.Markdown.line;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Markdown tables of sessions. Names chosen by clients are escaped, so that they show as plain text. */
final class SessionTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SessionTable() {}

    static String heading(String... columns) {
        return row((Object[]) columns) + "|" + "---|".repeat(columns.length) + "\n";
    }

    static String row(Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> line(cell == null ? "" : cell.toString()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** As many whole rows as fit, so that a table is never cut in the middle of a line. */
    static String fitting(Collection<String> rows, int characters) {
        var kept = new StringBuilder();
        var left = rows.size();
        for (var row : rows) {
            if (kept.length() + row.length() > characters) {
                return kept + "\n… and " + left + " more.\n";
            }
            kept.append(row);
            left--;
        }
        return kept.toString();
    }

    static String time(Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    /** A duration in its two largest units, such as {@code 2 h 5 min} or {@code 40 s}. */
    static String lasting(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }

    static String count(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
