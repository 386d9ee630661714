package dev.firebreak.incident;

import dev.firebreak.text.Markdown;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders a timeline as a Markdown table, with times in UTC to the second. */
public final class TimelineTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimelineTable() {}

    /** The table with a header and a row for each entry. */
    public static String markdown(List<TimelineEntry> timeline) {
        return "| Time (UTC) | Event | Who |\n|---|---|---|\n"
                + timeline.stream().map(TimelineTable::row).collect(Collectors.joining());
    }

    private static String row(TimelineEntry entry) {
        return "| " + TIME.format(entry.at()) + " | " + Markdown.line(entry.what()) + " | " + Markdown.line(entry.who())
                + " |\n";
    }
}
