package dev.firebreak.board.overview;

import java.util.List;
import java.util.stream.Stream;

/**
 * Open incidents with the same need, on the board under one heading.
 *
 * @param isFolded whether it shows after a click only
 */
record Band(String id, String heading, List<BoardRow> rows, boolean isFolded) {

    /** The bands that are not empty, in the order of need. */
    static List<Band> all(List<BoardRow> rows) {
        var needed = rows.stream().filter(row -> !row.isInformational()).toList();
        var unassigned = needed.stream().filter(BoardRow::isUnacknowledged).toList();
        var others = needed.stream().filter(row -> !row.isUnacknowledged()).toList();
        return Stream.of(
                        new Band("nobody", "Nobody has it", unassigned, false),
                        new Band("overdue", "Overdue", overdue(others, true), false),
                        new Band("open", "In work", overdue(others, false), false),
                        informational(rows))
                .filter(band -> !band.rows().isEmpty())
                .toList();
    }

    private static List<BoardRow> overdue(List<BoardRow> rows, boolean is) {
        return rows.stream().filter(row -> row.card().isOverdue() == is).toList();
    }

    private static Band informational(List<BoardRow> rows) {
        var found = rows.stream().filter(BoardRow::isInformational).toList();
        return new Band("informational", "Informational", found, true);
    }

    int count() {
        return rows.size();
    }
}
