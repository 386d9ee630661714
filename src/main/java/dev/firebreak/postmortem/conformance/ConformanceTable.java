package dev.firebreak.postmortem.conformance;

import dev.firebreak.text.MarkdownTable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes deviations as a Markdown table. */
public final class ConformanceTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ConformanceTable() {}

    /** @param deviations which name roles, not people */
    public static String of(List<Deviation> deviations) {
        return deviations.isEmpty()
                ? "Everything went as the process expects."
                : MarkdownTable.heading("Time (UTC)", "Kind", "Expected", "Done", "Who", "Reason")
                        + deviations.stream().map(ConformanceTable::row).collect(Collectors.joining());
    }

    private static String row(Deviation it) {
        return MarkdownTable.row(
                TIME.format(it.at()),
                it.kind().label(),
                it.expected(),
                it.done(),
                it.who(),
                it.reason().isBlank() ? "–" : it.reason());
    }
}
