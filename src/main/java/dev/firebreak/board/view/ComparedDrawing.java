package dev.firebreak.board.view;

import dev.firebreak.board.diagram.DiagramSvg;
import dev.firebreak.engine.versions.DiagramDifference;
import dev.firebreak.engine.versions.DiagramDifference.ElementChange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The difference of two versions of a process, drawn and in words.
 *
 * @param svg null if the model has no diagram data
 */
public record ComparedDrawing(String name, String svg, List<Change> changes) {

    private static final double SCALE = 0.8;

    /** @param word what became of the element; also its CSS class */
    public record Change(String word, String label) {}

    public static ComparedDrawing of(DiagramDifference difference) {
        return new ComparedDrawing(
                difference.drawing().name(),
                DiagramSvg.compared(difference, difference.drawing().key() + "-", SCALE)
                        .orElse(null),
                Arrays.stream(ElementChange.values())
                        .flatMap(change -> difference.labels(change).stream()
                                .map(label -> new Change(change.name().toLowerCase(Locale.ROOT), label)))
                        .toList());
    }
}
