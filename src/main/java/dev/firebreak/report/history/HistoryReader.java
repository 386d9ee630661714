package dev.firebreak.report.history;

import dev.firebreak.incident.Severity;
import dev.firebreak.text.CsvRow;
import dev.firebreak.text.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Reads a history: a header with six columns in any order, then an incident a line. Names each problem's place. */
final class HistoryReader {

    /** What one import may bring; a longer history comes in several, since the same row counts once. */
    static final int MOST = 50_000;

    private static final List<String> COLUMNS =
            List.of("opened", "acknowledged", "resolved", "severity", "service", "cause");
    private static final int TOLD = 10;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Instant now;
    private final List<String> problems = new ArrayList<>();
    private List<String> header;

    private HistoryReader(Instant now) {
        this.now = now;
    }

    /** @throws HistoryInvalid that names lines and columns */
    static List<PastIncident> read(String csv, Instant now) {
        return new HistoryReader(now).all(csv);
    }

    private List<PastIncident> all(String csv) {
        var rows = CsvTable.rows(csv, MOST + 1);
        readHeader(rows);
        if (rows.size() > MOST + 1) {
            throw new HistoryInvalid(List.of("line " + rows.get(MOST + 1).line() + ": more than " + MOST
                    + " incidents; import the history in several parts"));
        }
        var found = new ArrayList<PastIncident>();
        for (var row : rows.subList(1, rows.size())) {
            found.add(incident(row));
            if (problems.size() >= TOLD) {
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new HistoryInvalid(problems);
        }
        return found;
    }

    private void readHeader(List<CsvTable.Row> rows) {
        header = rows.isEmpty()
                ? List.of()
                : rows.get(0).cells().stream()
                        .map(it -> it.toLowerCase(Locale.ROOT))
                        .toList();
        var missing = new TreeSet<>(COLUMNS);
        header.forEach(missing::remove);
        var unknown = header.stream().filter(it -> !COLUMNS.contains(it)).toList();
        if (!missing.isEmpty() || !unknown.isEmpty() || header.size() != COLUMNS.size()) {
            throw new HistoryInvalid(List.of("line 1: the columns must be " + String.join(", ", COLUMNS)
                    + (missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing))
                    + (unknown.isEmpty() ? "" : "; unknown: " + Text.shown(String.join(", ", unknown), 100))));
        }
    }

    private PastIncident incident(CsvTable.Row row) {
        if (row.cells().size() != header.size()) {
            problem(row, "", "has " + row.cells().size() + " cells, not " + header.size());
            return null;
        }
        var opened = time(row, "opened");
        var acknowledged = time(row, "acknowledged");
        var resolved = time(row, "resolved");
        if (cell(row, "opened").isEmpty()) {
            problem(row, "opened", "is missing");
        }
        isInOrder(row, "acknowledged", opened, acknowledged);
        isInOrder(row, "resolved", acknowledged == null ? opened : acknowledged, resolved);
        var service = text(row, "service", 120);
        if (service == null) {
            problem(row, "service", "is missing");
        }
        return new PastIncident(opened, acknowledged, resolved, severity(row), service, text(row, "cause", 500));
    }

    private void isInOrder(CsvTable.Row row, String column, Instant before, Instant after) {
        if (before != null && after != null && after.isBefore(before)) {
            problem(row, column, "is before what comes earlier");
        }
    }

    private Instant time(CsvTable.Row row, String column) {
        var text = cell(row, column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) (?=\\d)", "$1T");
            var time = iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            if (time.isBefore(EARLIEST) || time.isAfter(now)) {
                problem(row, column, "must be after 1999 and not in the future");
            }
            return time;
        } catch (DateTimeException e) {
            problem(row, column, "must be a time such as 2026-03-01T14:05:00Z or 2026-03-01 14:05 (UTC)");
            return null;
        }
    }

    private Severity severity(CsvTable.Row row) {
        var found = Severity.ofWord(cell(row, "severity"));
        if (found.isEmpty()) {
            problem(row, "severity", "must be P1 to P5, or a word such as critical, high or warning");
        }
        return found.orElse(null);
    }

    /** Null if it is empty. */
    private String text(CsvTable.Row row, String column, int most) {
        var text = cell(row, column);
        if (CsvRow.isFormula(text)) { // what a spreadsheet would run is never needed
            problem(row, column, "looks like a formula: it must not begin with =, +, - or @");
        }
        if (text.length() > most) {
            problem(row, column, "is longer than " + most + " characters");
        }
        return text.isEmpty() ? null : Text.shown(text, most);
    }

    private String cell(CsvTable.Row row, String column) {
        return row.cells().get(header.indexOf(column));
    }

    private void problem(CsvTable.Row row, String column, String why) {
        problems.add("line " + row.line() + (column.isEmpty() ? "" : ", " + column) + ": " + why);
    }
}
