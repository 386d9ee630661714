package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.LabelText;
import dev.firebreak.board.diagram.svg.Pen;
import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.ElementType;
import dev.firebreak.engine.diagram.Mark;
import dev.firebreak.engine.diagram.Node;
import java.util.ArrayList;
import java.util.List;

/** Tasks, call activities and sub-processes: a rounded box with an icon, a label, and marks at the bottom. */
final class ActivityShape {

    private static final double RADIUS = 10;
    private static final double PADDING = 7;
    private static final double MARK_WIDTH = 18;

    private ActivityShape() {}

    static void draw(Svg svg, Node node, Bounds at) {
        box(svg, node, at);
        if (node.type() == ElementType.TRANSACTION) {
            svg.rect("n body", 1.5, null, at.grownBy(-3), RADIUS - 3);
        }
        TaskIcon.draw(svg, node.type(), at);
        label(svg, node, at);
        marks(svg, node, at);
    }

    private static void box(Svg svg, Node node, Bounds at) {
        if (node.is(Mark.EVENT_SUB_PROCESS)) {
            svg.rect("f body", 2.5, "0 5.5", at, RADIUS);
        } else {
            var width = switch (node.type()) {
                case CALL_ACTIVITY -> 5;
                case TRANSACTION -> 1.5;
                default -> 2;
            };
            svg.rect("f body", width, null, at, RADIUS);
        }
    }

    private static void label(Svg svg, Node node, Bounds at) {
        if (node.name().isBlank()) {
            return;
        }
        var isOnTop = node.is(Mark.EXPANDED);
        var text = LabelText.of(
                node.name(),
                LabelText.INSIDE,
                Math.max(1, at.width() - 2 * PADDING),
                isOnTop ? 2 : LabelText.linesIn(at.height(), LabelText.INSIDE));
        text.drawCentred(svg, at.middleX(), isOnTop ? at.y() + PADDING : at.middleY() - text.height() / 2);
    }

    private static void marks(Svg svg, Node node, Bounds at) {
        var marks = new ArrayList<Mark>();
        List.of(Mark.FOR_COMPENSATION, Mark.LOOP, Mark.PARALLEL_INSTANCES, Mark.SEQUENTIAL_INSTANCES).stream()
                .filter(node::is)
                .forEach(marks::add);
        var y = at.bottom() - 13;
        var isCollapsed =
                !node.is(Mark.EXPANDED) && (node.type().isContainer() || node.type() == ElementType.CALL_ACTIVITY);
        var x = at.middleX() - 0.5;
        if (isCollapsed) {
            var pen = new Pen(x, y);
            svg.path("f", 1, pen.path("M -7 -7 L 7 -7 L 7 7 L -7 7 Z"));
            svg.path("n", 2, pen.path("M 0 -4.2 L 0 4.2 M -4.2 0 L 4.2 0"));
            x -= MARK_WIDTH * marks.size();
        } else {
            x -= MARK_WIDTH * (marks.size() - 1) / 2;
        }
        for (var mark : marks) {
            mark(svg, mark, new Pen(x, y));
            x += MARK_WIDTH;
        }
        if (node.type() == ElementType.AD_HOC_SUB_PROCESS) {
            svg.path(
                    "n",
                    2.5,
                    new Pen(isCollapsed || !marks.isEmpty() ? at.middleX() + MARK_WIDTH : x, y)
                            .path("M -6 2 C -4 -4 -2 -3 0 0 C 2 3 4 4 6 -2"));
        }
    }

    private static void mark(Svg svg, Mark mark, Pen pen) {
        switch (mark) {
            case FOR_COMPENSATION -> svg.path("f", 1, pen.path("M -7 0 L 0 -5 L 0 5 Z M 0 0 L 7 -5 L 7 5 Z"));
            case PARALLEL_INSTANCES -> svg.path("n", 2, pen.path("M -4 -5 L -4 5 M 0 -5 L 0 5 M 4 -5 L 4 5"));
            case SEQUENTIAL_INSTANCES -> svg.path("n", 2, pen.path("M -5 -3.5 L 5 -3.5 M -5 0 L 5 0 M -5 3.5 L 5 3.5"));
            default ->
                svg.path(
                        "n",
                        1.5,
                        pen.path("M 2 5 C 8 3 7 -6 0 -6 C -7 -6 -8 3 -3 5.5 M -6.5 5.5 L -2.6 5.5 L -2.6 1.5"));
        }
    }
}
