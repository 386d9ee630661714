package dev.firebreak.report.history;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV (RFC 4180): cells by commas, quoted where they hold commas, quotes or line breaks. */
final class CsvTable {

    private static final char QUOTE = '"';

    private final String text;
    private int at;
    private int line = 1;

    /** One row, and the line of the file in which it begins. */
    record Row(int line, List<String> cells) {}

    private CsvTable(String text) {
        this.text = text;
    }

    /**
     * The rows, without empty lines.
     *
     * @param most reading ends after so many rows and one more, so that the caller sees that there are too many
     */
    static List<Row> rows(String text, int most) {
        var table = new CsvTable(text.startsWith("\uFEFF") ? text.substring(1) : text);
        var rows = new ArrayList<Row>();
        while (table.at < table.text.length() && rows.size() <= most) {
            var row = table.row();
            if (row.cells().size() > 1 || !row.cells().get(0).isBlank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() {
        var begins = line;
        var cells = new ArrayList<String>();
        do {
            cells.add(cell());
        } while (take(','));
        if (take('\r') | take('\n')) {
            line++;
        }
        return new Row(begins, cells);
    }

    private String cell() {
        return at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain();
    }

    private String plain() {
        var begin = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at).strip();
    }

    /** A quote that is never closed ends with the text. What stands after the closing quote belongs to the cell. */
    private String quoted() {
        var cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            var c = text.charAt(at++);
            if (c == QUOTE && !take(QUOTE)) {
                return cell.append(plain()).toString().strip();
            }
            line += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        return cell.toString().strip();
    }

    private boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }
}
