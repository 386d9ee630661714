package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.Pen;
import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.ElementType;
import java.util.Locale;

/** The icon in the upper left corner of a task that says who or what does it. */
final class TaskIcon {

    private static final String GEAR = gear(6.8, 5.1);
    private static final String ENVELOPE = "M 0 0 L 20 0 L 20 13.5 L 0 13.5 Z";
    private static final String FLAP = "M 0 0 L 10 7.5 L 20 0";

    private TaskIcon() {}

    static void draw(Svg svg, ElementType type, Bounds at) {
        var corner = new Pen(at.x(), at.y());
        switch (type) {
            case USER_TASK -> user(svg, corner);
            case SERVICE_TASK -> {
                gear(svg, new Pen(at.x() + 11, at.y() + 11));
                gear(svg, new Pen(at.x() + 16, at.y() + 16));
            }
            case BUSINESS_RULE_TASK -> {
                svg.path("f", 1, corner.path("M 8.5 8.5 L 28.5 8.5 L 28.5 20.5 L 8.5 20.5 Z"));
                svg.path("k", 1, corner.path("M 8.5 8.5 L 28.5 8.5 L 28.5 12.5 L 8.5 12.5 Z"));
                svg.path("n", 1, corner.path("M 8.5 16.5 L 28.5 16.5 M 15 12.5 L 15 20.5"));
            }
            case SEND_TASK -> {
                var pen = new Pen(at.x() + 7, at.y() + 7);
                svg.path("k", 1, pen.path(ENVELOPE)).path("w", 1, pen.path(FLAP));
            }
            case RECEIVE_TASK -> {
                var pen = new Pen(at.x() + 7, at.y() + 7);
                svg.path("f", 1, pen.path(ENVELOPE)).path("n", 1, pen.path(FLAP));
            }
            case SCRIPT_TASK ->
                svg.path(
                        "f",
                        1,
                        corner.path("M 12 7 L 24 7 C 20 11 20 12 22 15 C 24 18 24 20 20 23 L 8 23 C 12 20 12 18 10 15"
                                + " C 8 12 8 11 12 7 Z M 12.5 11 L 19 11 M 12 15 L 20 15 M 13.5 19 L 21 19"));
            case MANUAL_TASK ->
                svg.path(
                        "f",
                        1,
                        corner.path("M 8 14 L 13 9 C 14 8 16 8 16.5 9.5 L 14.5 11.5 L 24 11.5 C 25.5 11.5 25.5 14 24 14"
                                + " L 25 14 C 26.5 14 26.5 16.5 25 16.5 L 24 16.5 C 25.5 16.5 25.5 19 24 19 L 22.5 19"
                                + " C 24 19 24 21.5 22.5 21.5 L 12 21.5 C 10 21.5 8 20 8 18 Z"));
            default -> {}
        }
    }

    private static void user(Svg svg, Pen corner) {
        svg.path(
                "f",
                0.7,
                corner.path("M 5.5 24 L 5.5 20.5 C 5.5 16.5 8.5 15.6 11 14.8 L 16 14.8 C 18.5 15.6 21.5 16.5 21.5 20.5"
                        + " L 21.5 24 Z M 9 20.5 L 9 24 M 18 20.5 L 18 24"));
        svg.path(
                "f",
                0.7,
                corner.path(
                        "M 8.8 9.8 C 8.8 3 18.2 3 18.2 9.8 C 18.2 13 16.5 15.6 13.5 15.6 C 10.5 15.6 8.8 13 8.8 9.8 Z"));
        svg.path(
                "k",
                0.7,
                corner.path(
                        "M 8.8 9.6 C 8.4 3 18.6 3 18.2 9.6 C 17 8.2 15.6 9.4 13.5 8.6 C 11.4 9.4 10 8.2 8.8 9.6 Z"));
    }

    private static void gear(Svg svg, Pen middle) {
        svg.path("f", 1, middle.path(GEAR));
        svg.circle("f", 1, middle.x(), middle.y(), 2.7);
    }

    /** Eight teeth around the origin. */
    private static String gear(double outer, double inner) {
        var path = new StringBuilder("M");
        for (var tooth = 0; tooth < 8; tooth++) {
            corner(path, inner, tooth * 45 - 14);
            corner(path, outer, tooth * 45 - 9);
            corner(path, outer, tooth * 45 + 9);
            corner(path, inner, tooth * 45 + 14);
        }
        return path.append(" Z").toString();
    }

    private static void corner(StringBuilder path, double radius, double degrees) {
        var angle = Math.toRadians(degrees);
        path.append(path.length() > 1 ? " L " : " ")
                .append(String.format(Locale.ROOT, "%.2f %.2f", radius * Math.cos(angle), radius * Math.sin(angle)));
    }
}
