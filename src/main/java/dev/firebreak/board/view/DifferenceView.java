package dev.firebreak.board.view;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.engine.release.difference.Change;
import dev.firebreak.engine.release.difference.ModelDifference;
import java.util.List;
import java.util.Locale;

/**
 * A file of a proposal on its page.
 *
 * @param isOpen whether the lines are shown at once: where there is no table that says the same better
 */
public record DifferenceView(
        String name,
        List<ModelDifference.Replaced> replaces,
        boolean isChanged,
        boolean isOpen,
        List<Table> tables,
        List<Line> lines) {

    /** @param change CSS class; {@code mark} says the same without colour */
    public record Line(String change, String mark, String text) {}

    public record Table(String decision, List<String> notes, List<String> columns, List<Row> rows) {}

    /** @param number the place in the table */
    public record Row(String change, String mark, int number, String description, List<String> cells) {}

    public static List<DifferenceView> of(ModelDifference difference, DisplayNames names) {
        return difference.files().stream().map(file -> of(file, names)).toList();
    }

    private static DifferenceView of(ModelDifference.File file, DisplayNames names) {
        var tables = file.tables().stream().map(DifferenceView::table).toList();
        var lines = file.lines().stream()
                .map(it -> new Line(style(it.change()), mark(it.change()), it.text()))
                .toList();
        var replaces = file.replaces().stream().map(it -> named(it, names)).toList();
        return new DifferenceView(file.name(), replaces, file.isChanged(), tables.isEmpty(), tables, lines);
    }

    /** With the full names of who wrote and released it. */
    public static ModelDifference.Replaced named(ModelDifference.Replaced version, DisplayNames names) {
        return new ModelDifference.Replaced(
                version.key(), version.version(), names.of(version.author()), names.of(version.releasedBy()));
    }

    private static Table table(ModelDifference.Table table) {
        var rows = table.rows().stream()
                .map(it -> new Row(style(it.change()), mark(it.change()), it.number(), it.description(), it.cells()))
                .toList();
        return new Table(table.decision(), table.notes(), table.columns(), rows);
    }

    private static String style(Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    private static String mark(Change change) {
        return switch (change) {
            case ADDED -> "+ ";
            case REMOVED -> "− ";
            case SKIPPED -> "… ";
            case SAME -> "";
        };
    }
}
