package dev.firebreak.incident.http;

import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.text.CsvRow;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the timeline as CSV, for spreadsheets. */
final class Csv {

    static final String MEDIA_TYPE = CsvRow.MEDIA_TYPE;

    private Csv() {}

    static String table(List<TimelineEntry> timeline) {
        return Stream.concat(
                        Stream.of(CsvRow.of("at", "milestone", "what", "who", "details")),
                        timeline.stream()
                                .map(entry -> CsvRow.of(
                                        entry.at(), entry.milestone(), entry.what(), entry.who(), entry.details())))
                .collect(Collectors.joining());
    }
}
