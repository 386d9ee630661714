package dev.firebreak.engine.release.difference;

import java.util.ArrayList;
import java.util.List;

/** The difference of two sequences: a longest common subsequence stays, the rest is removed or added. */
final class SequenceDifference {

    /** Cells of the table of the algorithm: above, all that differs counts as replaced. */
    private static final long MAX_CELLS = 6_000_000;

    private SequenceDifference() {}

    /** An element and what becomes of it. */
    record Edit<T>(Change change, T element) {}

    static <T> List<Edit<T>> of(List<T> before, List<T> after) {
        var start = 0;
        while (start < before.size()
                && start < after.size()
                && before.get(start).equals(after.get(start))) {
            start++;
        }
        var end = 0;
        while (end < before.size() - start
                && end < after.size() - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        var edits = new ArrayList<Edit<T>>();
        before.subList(0, start).forEach(it -> edits.add(new Edit<>(Change.SAME, it)));
        middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end), edits);
        before.subList(before.size() - end, before.size()).forEach(it -> edits.add(new Edit<>(Change.SAME, it)));
        return edits;
    }

    private static <T> void middle(List<T> before, List<T> after, List<Edit<T>> edits) {
        if ((long) before.size() * after.size() > MAX_CELLS) {
            before.forEach(it -> edits.add(new Edit<>(Change.REMOVED, it)));
            after.forEach(it -> edits.add(new Edit<>(Change.ADDED, it)));
            return;
        }
        var common = common(before, after);
        var i = 0;
        var j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                edits.add(new Edit<>(Change.SAME, before.get(i++)));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                edits.add(new Edit<>(Change.REMOVED, before.get(i++)));
            } else {
                edits.add(new Edit<>(Change.ADDED, after.get(j++)));
            }
        }
    }

    /** For each pair of places, how many elements from there on can be kept. */
    private static <T> int[][] common(List<T> before, List<T> after) {
        var common = new int[before.size() + 1][after.size() + 1];
        for (var i = before.size() - 1; i >= 0; i--) {
            for (var j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
