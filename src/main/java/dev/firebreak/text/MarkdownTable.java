package dev.firebreak.text;

import static dev.firebreak.text.Markdown.line;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Rows of a Markdown table. What others have named, such as sessions or keys, is escaped and shows as plain text. */
public final class MarkdownTable {

    private MarkdownTable() {}

    public static String heading(String... columns) {
        return row((Object[]) columns) + "|" + "---|".repeat(columns.length) + "\n";
    }

    public static String row(Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> line(cell == null ? "" : cell.toString()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** As many whole rows as fit, so that a table is never cut in the middle of a line. */
    public static String fitting(Collection<String> rows, int characters) {
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
}
