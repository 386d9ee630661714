package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Edge;
import dev.firebreak.engine.diagram.Edge.Start;
import dev.firebreak.engine.diagram.Edge.Type;
import dev.firebreak.engine.diagram.Point;
import java.util.List;

/** Flows and associations: a line with round corners and what its type has at its ends. */
final class EdgeLine {

    private static final double CORNER = 5;

    private EdgeLine() {}

    static void draw(Svg svg, Edge edge) {
        var points = edge.points();
        var first = points.get(0);
        var last = points.get(points.size() - 1);
        line(svg, edge.type(), points);
        var from = new End(first, points.get(1));
        var to = new End(last, points.get(points.size() - 2));
        switch (edge.type()) {
            case SEQUENCE_FLOW -> {
                svg.path("k", 1, to.path("M 0 0 L 10 5 L 10 -5 Z"));
                if (edge.start() == Start.DEFAULT) {
                    svg.path("n", 2, from.path("M 6 -6 L 10 6"));
                } else if (edge.start() == Start.CONDITIONAL) {
                    svg.path("f", 2, from.path("M 1 0 L 9 -4 L 17 0 L 9 4 Z"));
                }
            }
            case MESSAGE_FLOW -> {
                svg.circle("f", 1.5, first.x(), first.y(), 5.2);
                svg.path("f", 1.5, to.path("M 0.8 0 L 11.2 4.5 L 11.2 -4.5 Z"));
            }
            case DIRECTED_ASSOCIATION -> svg.path("n", 1.5, to.path("M 10 5 L 0 0 L 10 -5"));
            case BOTH_WAYS_ASSOCIATION -> {
                svg.path("n", 1.5, to.path("M 10 5 L 0 0 L 10 -5"));
                svg.path("n", 1.5, from.path("M 10 5 L 0 0 L 10 -5"));
            }
            case ASSOCIATION -> {}
        }
    }

    private static void line(Svg svg, Type type, List<Point> points) {
        var isFlow = type == Type.SEQUENCE_FLOW;
        var dashes = isFlow ? null : type == Type.MESSAGE_FLOW ? "10 11" : "0 5";
        svg.element(
                "path",
                "class",
                "n",
                "stroke-width",
                type == Type.MESSAGE_FLOW ? 1.5 : null,
                "stroke-dasharray",
                dashes,
                "d",
                path(points));
    }

    private static String path(List<Point> points) {
        var path = new StringBuilder("M").append(at(points.get(0)));
        for (var n = 1; n < points.size() - 1; n++) {
            var corner = points.get(n);
            var before = points.get(n - 1);
            var after = points.get(n + 1);
            var radius = Math.min(CORNER, Math.min(corner.distance(before), corner.distance(after)) / 2);
            path.append(" L").append(at(corner.towards(before, radius)));
            path.append(" Q").append(at(corner)).append(at(corner.towards(after, radius)));
        }
        return path.append(" L").append(at(points.get(points.size() - 1))).toString();
    }

    private static String at(Point point) {
        return " " + Svg.number(point.x()) + " " + Svg.number(point.y());
    }

    /** One end of a line, seen from there: x along the line, y across it. */
    private record End(Point tip, Point next) {

        /** @param data as in {@link dev.firebreak.board.diagram.svg.Pen} */
        String path(String data) {
            var along = next.distance(tip) == 0 ? new Point(tip.x() - 1, tip.y()) : tip.towards(next, 1);
            var cos = along.x() - tip.x();
            var sin = along.y() - tip.y();
            var turned = new StringBuilder();
            Double x = null;
            for (var token : data.split(" ")) {
                turned.append(turned.isEmpty() ? "" : " ");
                if (Character.isLetter(token.charAt(0))) {
                    turned.append(token);
                } else if (x == null) {
                    x = Double.valueOf(token);
                } else {
                    var y = Double.parseDouble(token);
                    turned.append(Svg.number(tip.x() + cos * x - sin * y))
                            .append(' ')
                            .append(Svg.number(tip.y() + sin * x + cos * y));
                    x = null;
                }
            }
            return turned.toString();
        }
    }
}
