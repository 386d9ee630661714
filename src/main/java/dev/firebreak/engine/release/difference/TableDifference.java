package dev.firebreak.engine.release.difference;

import dev.firebreak.engine.release.difference.ModelDifference.Row;
import dev.firebreak.engine.release.difference.ModelDifference.Table;
import dev.firebreak.engine.soundness.DmnTable;
import dev.firebreak.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The difference of decision tables, row by row. */
final class TableDifference {

    private static final int LONGEST_CELL = 1_000;

    private TableDifference() {}

    /** The proposed decisions that differ from those in force; a decision of a key that is new differs. */
    static List<Table> of(List<DmnTable> before, List<DmnTable> after) {
        return after.stream()
                .flatMap(table ->
                        table(
                                before.stream()
                                        .filter(it -> it.decision().equals(table.decision()))
                                        .findFirst(),
                                table)
                                .stream())
                .toList();
    }

    private static Optional<Table> table(Optional<DmnTable> before, DmnTable after) {
        var notes = before.map(old -> notes(old, after)).orElse(List.of("This decision is new."));
        var old = before.map(TableDifference::rows).orElse(List.of());
        var edits = SequenceDifference.of(old, rows(after));
        var isSame = notes.isEmpty() && edits.stream().allMatch(edit -> edit.change() == Change.SAME);
        return isSame ? Optional.empty() : Optional.of(new Table(after.decision(), notes, columns(after), rows(edits)));
    }

    private static List<String> notes(DmnTable before, DmnTable after) {
        var notes = new ArrayList<String>();
        if (before.hitPolicy() != after.hitPolicy()) {
            notes.add("Hit policy: " + before.hitPolicy() + " becomes " + after.hitPolicy());
        }
        if (!before.required().equals(after.required())) {
            notes.add("Required decisions: " + sorted(before) + " become " + sorted(after));
        }
        if (!columns(before).equals(columns(after))) {
            notes.add("Columns: " + columns(before) + " become " + columns(after));
        }
        return notes;
    }

    private static List<String> sorted(DmnTable table) {
        return table.required().stream().sorted().toList();
    }

    private static List<String> columns(DmnTable table) {
        return Stream.concat(
                        table.inputs().stream().map(it -> shown(it.name() + typed(it))),
                        table.outputs().stream().map(it -> shown("→ " + it.name() + typed(it))))
                .toList();
    }

    private static String typed(DmnTable.Column column) {
        return column.type().isEmpty() ? "" : " (" + column.type() + ")";
    }

    private record Cells(String description, List<String> cells) {}

    private static List<Cells> rows(DmnTable table) {
        return table.rows().stream()
                .map(row -> new Cells(
                        shown(row.description()),
                        Stream.concat(row.inputs().stream(), row.outputs().stream())
                                .map(TableDifference::shown)
                                .toList()))
                .toList();
    }

    private static List<Row> rows(List<SequenceDifference.Edit<Cells>> edits) {
        var rows = new ArrayList<Row>();
        var before = 0;
        var after = 0;
        for (var edit : edits) {
            before += edit.change() == Change.ADDED ? 0 : 1;
            after += edit.change() == Change.REMOVED ? 0 : 1;
            rows.add(new Row(
                    edit.change(),
                    edit.change() == Change.REMOVED ? before : after,
                    edit.element().description(),
                    edit.element().cells()));
        }
        return rows;
    }

    private static String shown(String text) {
        return Text.shown(text, LONGEST_CELL);
    }
}
