package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.LabelText;
import dev.firebreak.board.diagram.svg.LetterWidths;
import dev.firebreak.board.diagram.svg.Pen;
import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.Node;
import dev.firebreak.lifecycle.status.RunState;

/** The token of an element: a sign that says its state without colour, and how long it took. */
final class ProgressMark {

    private static final double HEIGHT = 16;
    private static final double SIGN = 16;
    private static final double PADDING = 5;

    /** How much wider the bold letters of DejaVu Sans are, at most. */
    private static final double BOLD = 1.13;

    private ProgressMark() {}

    /** On the upper right corner, where neither an icon nor a flow is. */
    static void draw(Svg svg, Node node, Bounds at, Progress progress) {
        if (progress.state() == null) {
            return;
        }
        var text = node.type().isActivity() || progress.state() != RunState.DONE ? progress.duration() : "";
        var width = SIGN + (text.isEmpty() ? 0 : BOLD * LetterWidths.of(text, LabelText.OUTSIDE) + PADDING);
        var left = node.type().isActivity() ? at.right() - width + 6 : at.right() - 10;
        var top = at.y() - HEIGHT / 2;
        svg.open("g", "class", "progress-mark");
        svg.element(
                "rect",
                "class",
                "pill",
                "stroke-width",
                1,
                "x",
                left,
                "y",
                top,
                "width",
                width,
                "height",
                HEIGHT,
                "rx",
                HEIGHT / 2);
        sign(svg, progress.state(), left + SIGN / 2, top + HEIGHT / 2);
        if (!text.isEmpty()) {
            svg.open("text", "font-size", LabelText.OUTSIDE, "x", left + SIGN, "y", top + 11.6)
                    .text(text)
                    .close();
        }
        svg.close();
    }

    private static void sign(Svg svg, RunState state, double x, double y) {
        var at = new Pen(x, y);
        switch (state) {
            case DONE -> svg.path("sign", 2, at.path("M -3.5 0.2 L -1 3 L 4 -3"));
            case ACTIVE -> svg.circle("sign token", 1, x, y, 4);
            case STUCK -> {
                svg.path("sign", 2.4, at.path("M 0 -4.5 L 0 0.6"));
                svg.circle("sign token", 0, x, y + 4, 1.5);
            }
            case CANCELLED -> svg.path("sign", 2, at.path("M -3 -3 L 3 3 M 3 -3 L -3 3"));
        }
    }
}
