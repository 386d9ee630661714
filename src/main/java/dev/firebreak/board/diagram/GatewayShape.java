package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.Pen;
import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.Mark;
import dev.firebreak.engine.diagram.Node;

/** Gateways: a diamond with the sign of its type. */
final class GatewayShape {

    private static final double USUAL_SIZE = 50;

    private GatewayShape() {}

    static void draw(Svg svg, Node node, Bounds at) {
        var pen = new Pen(at.middleX(), at.middleY(), at.width() / USUAL_SIZE);
        svg.path("f body", 2, pen.path("M 0 -25 L 25 0 L 0 25 L -25 0 Z"));
        switch (node.type()) {
            case EXCLUSIVE_GATEWAY -> {
                if (node.is(Mark.X_SHOWN)) {
                    svg.path(
                            "k",
                            1,
                            pen.path("M -9 -10 L -5 -10 L 0 -2.8 L 5 -10 L 9 -10 L 2.3 0 L 9 10 L 5 10 L 0 2.8"
                                    + " L -5 10 L -9 10 L -2.3 0 Z"));
                }
            }
            case PARALLEL_GATEWAY ->
                svg.path(
                        "k",
                        1,
                        pen.path("M -2.2 -14.5 L 2.2 -14.5 L 2.2 -2.2 L 14.5 -2.2 L 14.5 2.2 L 2.2 2.2 L 2.2 14.5"
                                + " L -2.2 14.5 L -2.2 2.2 L -14.5 2.2 L -14.5 -2.2 L -2.2 -2.2 Z"));
            case INCLUSIVE_GATEWAY -> svg.circle("n", 2.5, at.middleX(), at.middleY(), 13 * pen.scale());
            case COMPLEX_GATEWAY ->
                svg.path("n", 4, pen.path("M 0 -13 L 0 13 M -13 0 L 13 0 M -9 -9 L 9 9 M 9 -9 L -9 9"));
            case EVENT_BASED_GATEWAY -> eventBased(svg, node, at, pen);
            default -> throw new IllegalArgumentException(node.type() + " is no gateway");
        }
    }

    private static void eventBased(Svg svg, Node node, Bounds at, Pen pen) {
        svg.circle("n", 1, at.middleX(), at.middleY(), 15 * pen.scale());
        if (node.is(Mark.PARALLEL_EVENTS)) {
            svg.path(
                    "n",
                    1,
                    pen.path("M -2.5 -9 L 2.5 -9 L 2.5 -2.5 L 9 -2.5 L 9 2.5 L 2.5 2.5 L 2.5 9 L -2.5 9 L -2.5 2.5"
                            + " L -9 2.5 L -9 -2.5 L -2.5 -2.5 Z"));
            return;
        }
        if (!node.is(Mark.INSTANTIATES)) {
            svg.circle("n", 1, at.middleX(), at.middleY(), 12 * pen.scale());
        }
        svg.path("n", 2, pen.path("M 0 -7.5 L 7.2 -2.3 L 4.4 6.2 L -4.4 6.2 L -7.2 -2.3 Z"));
    }
}
