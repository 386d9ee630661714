package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.LabelText;
import dev.firebreak.board.diagram.svg.Pen;
import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.ElementType;
import dev.firebreak.engine.diagram.Mark;
import dev.firebreak.engine.diagram.Node;

/** What no token visits: pools and lanes, data, annotations and groups. */
final class ArtifactShape {

    private static final double HEADER = 30;
    private static final double ANNOTATION_PADDING = 7;

    private ArtifactShape() {}

    static void draw(Svg svg, Node node, Bounds at) {
        var corner = new Pen(at.x(), at.y());
        switch (node.type()) {
            case PARTICIPANT, LANE -> pool(svg, node, at);
            case TEXT_ANNOTATION -> annotation(svg, node, at);
            case GROUP -> svg.rect("n", 1.5, "10 6 0 6", at, 10);
            case DATA_STORE_REFERENCE -> store(svg, corner, at.width(), at.height());
            case DATA_OBJECT_REFERENCE, DATA_INPUT, DATA_OUTPUT -> data(svg, node, corner, at.width(), at.height());
            default -> svg.rect("f body", 2, null, at, 0);
        }
    }

    private static void pool(Svg svg, Node node, Bounds at) {
        var isVertical = node.is(Mark.VERTICAL);
        var hasHeader = node.type() == ElementType.LANE || node.is(Mark.EXPANDED);
        svg.rect("f body", 1.5, null, at, 0);
        if (hasHeader && node.type() == ElementType.PARTICIPANT) {
            svg.path(
                    "n",
                    1.5,
                    new Pen(at.x(), at.y())
                            .path(
                                    isVertical
                                            ? "M 0 30 L " + Svg.number(at.width()) + " 30"
                                            : "M 30 0 L 30 " + Svg.number(at.height())));
        }
        if (node.name().isBlank()) {
            return;
        }
        var isTurned = !isVertical && hasHeader;
        var length = isTurned ? at.height() : at.width();
        var text = LabelText.of(node.name(), LabelText.INSIDE, Math.max(1, length), 2);
        var middle = hasHeader ? HEADER / 2 : at.height() / 2;
        if (isTurned) {
            svg.open(
                    "g",
                    "transform",
                    "translate(" + Svg.number(at.x() + middle) + " " + Svg.number(at.middleY()) + ") rotate(-90)");
            text.drawCentred(svg, 0, -text.height() / 2);
            svg.close();
        } else {
            text.drawCentred(svg, at.middleX(), at.y() + middle - text.height() / 2);
        }
    }

    private static void annotation(Svg svg, Node node, Bounds at) {
        var pen = new Pen(at.x(), at.y());
        var height = Svg.number(at.height());
        svg.path("n", 2, pen.path("M 10 0 L 0 0 L 0 " + height + " L 10 " + height));
        LabelText.of(
                        node.name(),
                        LabelText.INSIDE,
                        Math.max(1, at.width() - 2 * ANNOTATION_PADDING),
                        LabelText.linesIn(at.height(), LabelText.INSIDE))
                .drawLeft(svg, at.x() + ANNOTATION_PADDING, at.y() + ANNOTATION_PADDING);
    }

    private static void data(Svg svg, Node node, Pen corner, double width, double height) {
        var right = Svg.number(width);
        var fold = Svg.number(width - 10);
        var bottom = Svg.number(height);
        svg.path(
                "f body",
                2,
                corner.path("M 0 0 L " + fold + " 0 L " + right + " 10 L " + right + " " + bottom + " L 0 " + bottom
                        + " Z M " + fold + " 0 L " + fold + " 10 L " + right + " 10"));
        if (node.type() != ElementType.DATA_OBJECT_REFERENCE) {
            var style = node.type() == ElementType.DATA_OUTPUT ? "k" : "n";
            svg.path(style, 1, corner.path("M 5 8 L 12 8 L 12 4.5 L 18 10 L 12 15.5 L 12 12 L 5 12 Z"));
        }
        if (node.is(Mark.COLLECTION)) {
            svg.path(
                    "n",
                    2,
                    new Pen(corner.x() + width / 2, corner.y() + height - 10)
                            .path("M -5 -5 L -5 5 M 0 -5 L 0 5 M 5 -5 L 5 5"));
        }
    }

    private static void store(Svg svg, Pen corner, double width, double height) {
        var right = Svg.number(width);
        var foot = Svg.number(height - 7);
        var low = Svg.number(height + 2);
        var path = new StringBuilder("M 0 7 C 0 -2 " + right + " -2 " + right + " 7 L " + right + " " + foot + " C "
                + right + " " + low + " 0 " + low + " 0 " + foot + " Z");
        for (var ring = 7; ring <= 17; ring += 5) {
            path.append(" M 0 %d C 0 %d %s %d %s %d".formatted(ring, ring + 9, right, ring + 9, right, ring));
        }
        svg.path("f body", 2, corner.path(path.toString()));
    }
}
