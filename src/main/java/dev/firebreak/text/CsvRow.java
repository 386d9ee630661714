package dev.firebreak.text;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of CSV (RFC 4180), for spreadsheets. A cell that a spreadsheet would interpret as a formula gets a leading
 * apostrophe, as OWASP's "CSV Injection" advises, so that foreign text never runs as a formula (guarantees.md E8).
 */
public final class CsvRow {

    public static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

    private static final Pattern FORMULA =
            Pattern.compile("^\\s*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);

    private CsvRow() {}

    /** The cells, each quoted; null is an empty cell. */
    public static String of(Object... cells) {
        return Stream.of(cells).map(CsvRow::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Whether a spreadsheet would run the cell. */
    public static boolean isFormula(String cell) {
        return FORMULA.matcher(cell).matches();
    }

    private static String cell(Object value) {
        var text = Objects.toString(value, "");
        var escaped = isFormula(text) ? "'" + text : text;
        return '"' + escaped.replace("\"", "\"\"") + '"';
    }
}
