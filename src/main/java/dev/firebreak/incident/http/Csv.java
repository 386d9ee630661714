package dev.firebreak.incident.http;

import dev.firebreak.incident.TimelineEntry;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the timeline as CSV (RFC 4180), for spreadsheets. A cell that a spreadsheet would interpret as a formula gets
 * a leading apostrophe, as OWASP's "CSV Injection" advises, so that foreign text never runs as a formula (guarantees.md
 * E8).
 */
final class Csv {

    static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

    private static final Pattern FORMULA =
            Pattern.compile("^\\s*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);

    private Csv() {}

    static String table(List<TimelineEntry> timeline) {
        return Stream.concat(
                        Stream.of(row("at", "milestone", "what", "who", "details")),
                        timeline.stream()
                                .map(entry ->
                                        row(entry.at(), entry.milestone(), entry.what(), entry.who(), entry.details())))
                .collect(Collectors.joining());
    }

    private static String row(Object... cells) {
        return Stream.of(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        var text = Objects.toString(value, "");
        var escaped = FORMULA.matcher(text).matches() ? "'" + text : text;
        return '"' + escaped.replace("\"", "\"\"") + '"';
    }
}
