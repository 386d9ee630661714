package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.Pen;
import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.ElementType;
import dev.firebreak.engine.diagram.Mark;
import dev.firebreak.engine.diagram.Node;
import dev.firebreak.engine.diagram.Trigger;

/** Events: a circle (start), two (intermediate, boundary) or a thick one (end), with the sign of the trigger. */
final class EventShape {

    private static final double USUAL_SIZE = 36;
    private static final double BETWEEN_CIRCLES = 3;

    private EventShape() {}

    static void draw(Svg svg, Node node, Bounds at) {
        var dashes = node.is(Mark.NON_INTERRUPTING) ? "6" : null;
        var radius = Math.round(Math.min(at.width(), at.height()) / 2);
        switch (node.type()) {
            case START_EVENT -> ring(svg, "f body", 2, at, radius, dashes);
            case END_EVENT -> ring(svg, "f body", 4, at, radius, dashes);
            default -> {
                ring(svg, "f body", 1.5, at, radius, dashes);
                ring(svg, "n body", 1.5, at, radius - BETWEEN_CIRCLES, dashes);
            }
        }
        sign(svg, node, new Pen(at.middleX(), at.middleY(), at.width() / USUAL_SIZE));
    }

    private static void ring(Svg svg, String style, double width, Bounds at, double radius, String dashes) {
        svg.element(
                "circle",
                "class",
                style,
                "stroke-width",
                width,
                "stroke-dasharray",
                dashes,
                "cx",
                at.middleX(),
                "cy",
                at.middleY(),
                "r",
                radius);
    }

    /** Filled if the event throws. */
    private static void sign(Svg svg, Node node, Pen pen) {
        var isThrown = node.type() == ElementType.END_EVENT || node.type() == ElementType.INTERMEDIATE_THROW_EVENT;
        var style = isThrown ? "k" : "f";
        switch (node.trigger()) {
            case NONE -> {}
            case TIMER -> timer(svg, pen);
            case MESSAGE -> {
                svg.path(style, 1, pen.path("M -9.5 -6.5 L 9.5 -6.5 L 9.5 6.5 L -9.5 6.5 Z"));
                svg.path(isThrown ? "w" : "n", 1, pen.path("M -9.5 -6.5 L 0 1 L 9.5 -6.5"));
            }
            case TERMINATE -> svg.circle("k", 4 * pen.scale(), pen.x(), pen.y(), 10 * pen.scale());
            case CONDITIONAL ->
                svg.path(
                        style,
                        1,
                        pen.path("M -7 -9.5 L 7 -9.5 L 7 9.5 L -7 9.5 Z M -4.5 -6 L 4.5 -6 M -4.5 -2 L 4.5 -2"
                                + " M -4.5 2 L 4.5 2 M -4.5 6 L 4.5 6"));
            default -> svg.path(style, 1, pen.path(outline(node.trigger())));
        }
    }

    private static String outline(Trigger trigger) {
        return switch (trigger) {
            case ERROR -> "M -9.5 8 L -4.5 -8.5 L 3.5 1.5 L 9.5 -8.5 L 4.5 8.5 L -3.5 -1.5 Z";
            case ESCALATION -> "M 0 -10.5 L 8 9.2 L 0 0.4 L -8 9.2 Z";
            case COMPENSATE -> "M -10 0 L -1 -7 L -1 7 Z M -1 0 L 8 -7 L 8 7 Z";
            case SIGNAL -> "M 0 -10 L 9 6.5 L -9 6.5 Z";
            case LINK -> "M -9.5 -4 L 3 -4 L 3 -8.5 L 11 0 L 3 8.5 L 3 4 L -9.5 4 Z";
            case CANCEL ->
                "M -8.5 -6 L -6 -8.5 L 0 -2.5 L 6 -8.5 L 8.5 -6 L 2.5 0 L 8.5 6 L 6 8.5 L 0 2.5 L -6 8.5 L -8.5 6 L -2.5 0 Z";
            case PARALLEL_MULTIPLE ->
                "M -3 -10 L 3 -10 L 3 -3 L 10 -3 L 10 3 L 3 3 L 3 10 L -3 10 L -3 3 L -10 3 L -10 -3 L -3 -3 Z";
            default -> "M 0 -10.5 L 10 -3.2 L 6.2 8.5 L -6.2 8.5 L -10 -3.2 Z";
        };
    }

    private static void timer(Svg svg, Pen pen) {
        svg.circle("f", 2, pen.x(), pen.y(), 11 * pen.scale());
        svg.path("n", 2, pen.path("M 2.2 -6.8 L 0 0 L 4.8 0.6"));
        var marks = new StringBuilder();
        for (var hour = 0; hour < 12; hour++) {
            var angle = Math.toRadians(30 * hour);
            marks.append(marks.isEmpty() ? "M" : " M");
            for (var length : new double[] {7.5, 9.3}) {
                marks.append(length > 9 ? " L " : " ")
                        .append(Svg.number(length * Math.sin(angle)))
                        .append(' ')
                        .append(Svg.number(-length * Math.cos(angle)));
            }
        }
        svg.path("n", 1, pen.path(marks.toString()));
    }
}
