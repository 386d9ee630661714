package dev.firebreak.board.diagram;

import dev.firebreak.board.diagram.svg.LabelText;
import dev.firebreak.board.diagram.svg.LetterWidths;
import dev.firebreak.board.diagram.svg.Svg;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.Diagram;
import dev.firebreak.engine.diagram.Edge;
import dev.firebreak.engine.diagram.ElementType;
import dev.firebreak.engine.diagram.Node;
import dev.firebreak.engine.diagram.Point;
import dev.firebreak.engine.diagram.Shape;
import dev.firebreak.engine.versions.DiagramDifference;
import dev.firebreak.engine.versions.DiagramDifference.ElementChange;
import dev.firebreak.lifecycle.status.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/**
 * A model as SVG. Each element is a group with the id {@code prefix + element id}, a title, and a link if there is one.
 * The colours are those of {@code static/css/diagram.css}; a page links it, and a file of its own carries it.
 */
public final class DiagramSvg {

    private static final double MARGIN = 14;
    private static final double LABEL_WIDTH = 90;
    private static final double ABOVE_FLOW = 15;
    private static final int MOST_LINES = 5;

    private final Diagram diagram;
    private final String prefix;
    private final Map<String, Progress> progress;
    private final Map<String, ElementChange> changes;
    private final Map<String, Heat> heat;
    private final Svg svg = new Svg();

    private DiagramSvg(
            Diagram diagram,
            String prefix,
            Map<String, Progress> progress,
            Map<String, ElementChange> changes,
            Map<String, Heat> heat) {
        this.diagram = diagram;
        this.prefix = prefix;
        this.progress = progress;
        this.changes = changes;
        this.heat = heat;
    }

    /** A label outside of its element. */
    private record OuterLabel(LabelText text, double middle, double top) {

        Bounds bounds() {
            return text.boundsAround(middle, top);
        }
    }

    /**
     * For a page that links {@code diagram.css}, and {@code process.css} for the progress.
     *
     * @param prefix makes the ids unique in the page
     * @param scale of the size; 1 draws as large as the modeler did
     * @param progress by element id
     * @return empty if the model has no diagram data
     */
    public static Optional<String> inPage(
            Diagram diagram, String prefix, double scale, Map<String, Progress> progress) {
        return diagram.isEmpty()
                ? Optional.empty()
                : Optional.of(new DiagramSvg(diagram, prefix, progress, Map.of(), Map.of())
                        .draw("diagram live", scale, null));
    }

    /**
     * For a file of its own, without progress.
     *
     * @return empty if the model has no diagram data
     */
    public static Optional<String> file(Diagram diagram) {
        return diagram.isEmpty()
                ? Optional.empty()
                : Optional.of(new DiagramSvg(diagram, "", Map.of(), Map.of(), Map.of()).draw("diagram", 1, style()));
    }

    /**
     * Two versions on one drawing, for a page that links {@code diagram.css} and {@code process.css}: what was added,
     * changed and removed has a class and a title that says so.
     *
     * @return empty if the later model has no diagram data
     */
    public static Optional<String> compared(DiagramDifference difference, String prefix, double scale) {
        return difference.drawing().isEmpty()
                ? Optional.empty()
                : Optional.of(new DiagramSvg(difference.drawing(), prefix, Map.of(), difference.changes(), Map.of())
                        .draw("diagram compared", scale, null));
    }

    /**
     * How long activities take, for a page that links {@code diagram.css}, {@code process.css} and {@code report.css}.
     *
     * @param heat by element id
     * @return empty if the model has no diagram data
     */
    public static Optional<String> heatMap(Diagram diagram, String prefix, double scale, Map<String, Heat> heat) {
        var marks = heat.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        it -> new Progress(
                                RunState.DONE,
                                it.getValue().mark(),
                                it.getValue().words(),
                                null)));
        return diagram.isEmpty()
                ? Optional.empty()
                : Optional.of(new DiagramSvg(diagram, prefix, marks, Map.of(), heat)
                        .draw("diagram live heat-map", scale, null));
    }

    private static String style() {
        try {
            return new ClassPathResource("static/css/diagram.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String draw(String style, double scale, String css) {
        var box = viewBox();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                style,
                "role",
                progress.isEmpty() ? "img" : "group",
                "aria-label",
                "Diagram: " + diagram.name(),
                "width",
                box.width() * scale,
                "height",
                box.height() * scale,
                "viewBox",
                "%s %s %s %s"
                        .formatted(
                                Svg.number(box.x()),
                                Svg.number(box.y()),
                                Svg.number(box.width()),
                                Svg.number(box.height())),
                "font-family",
                LetterWidths.FONTS,
                "font-size",
                LabelText.INSIDE,
                "stroke-width",
                2,
                "stroke-linecap",
                "round",
                "stroke-linejoin",
                "round");
        if (css != null) {
            svg.open("style").trusted(css).close();
            svg.element(
                    "rect", "class", "paper", "x", box.x(), "y", box.y(), "width", box.width(), "height", box.height());
        }
        diagram.shapes().forEach(this::shape);
        diagram.edges().forEach(this::edge);
        return svg.close().toString();
    }

    private void shape(Shape shape) {
        var node = shape.node();
        var reached = progress.getOrDefault(node.id(), Progress.NONE);
        svg.open("g", "id", prefix + node.id(), "class", style(node, reached) + change(node.id()) + shade(node.id()));
        if (reached.link() != null) {
            svg.open("a", "href", reached.link());
        }
        svg.open("title").text(title(node, reached) + spoken(node.id())).close();
        body(node, shape.bounds());
        label(shape).ifPresent(it -> it.text().drawCentred(svg, it.middle(), it.top()));
        ProgressMark.draw(svg, node, shape.bounds(), reached);
        if (reached.link() != null) {
            svg.close();
        }
        svg.close();
    }

    private String change(String id) {
        return changes.containsKey(id) ? " " + word(id) : "";
    }

    private String spoken(String id) {
        return changes.containsKey(id) ? ": " + word(id) : "";
    }

    private String word(String id) {
        return changes.get(id).name().toLowerCase(Locale.ROOT);
    }

    private String shade(String id) {
        return heat.containsKey(id) ? " heat-" + heat.get(id).shade() : "";
    }

    private void body(Node node, Bounds at) {
        if (node.type().isEvent()) {
            EventShape.draw(svg, node, at);
        } else if (node.type().isGateway()) {
            GatewayShape.draw(svg, node, at);
        } else if (node.type().isActivity()) {
            ActivityShape.draw(svg, node, at);
        } else {
            ArtifactShape.draw(svg, node, at);
        }
    }

    private static String style(Node node, Progress reached) {
        var type = node.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return reached.state() == null
                ? type
                : type + " " + reached.state().name().toLowerCase(Locale.ROOT);
    }

    private static String title(Node node, Progress reached) {
        return reached.words().isEmpty() ? node.label() : node.label() + ": " + reached.words();
    }

    private void edge(Edge edge) {
        svg.open(
                "g",
                "id",
                prefix + edge.id(),
                "class",
                "edge" + (heat.isEmpty() && isTaken(edge) ? " taken" : "") + change(edge.id()));
        if (!edge.name().isBlank()) {
            svg.open("title").text(edge.name()).close();
        }
        EdgeLine.draw(svg, edge);
        label(edge).ifPresent(it -> it.text().drawCentred(svg, it.middle(), it.top()));
        svg.close();
    }

    /** A flow was taken for sure if its source is done and it is the only way to its target, which was reached. */
    private boolean isTaken(Edge edge) {
        return edge.type() == Edge.Type.SEQUENCE_FLOW
                && progress.getOrDefault(edge.source(), Progress.NONE).state() != null
                && progress.getOrDefault(edge.target(), Progress.NONE).state() != null
                && diagram.edges().stream()
                                .filter(it -> it.type() == Edge.Type.SEQUENCE_FLOW)
                                .filter(it -> it.target().equals(edge.target()))
                                .count()
                        == 1;
    }

    private static Optional<OuterLabel> label(Shape shape) {
        var node = shape.node();
        var isOutside = node.type().isEvent() || node.type().isGateway() || isData(node.type());
        if (!isOutside || node.name().isBlank()) {
            return Optional.empty();
        }
        return Optional.of(label(
                node.name(),
                shape.label(),
                node.type() == ElementType.GROUP
                        ? new Point(shape.bounds().middleX(), shape.bounds().y())
                        : new Point(shape.bounds().middleX(), shape.bounds().bottom())));
    }

    private static boolean isData(ElementType type) {
        return switch (type) {
            case DATA_OBJECT_REFERENCE, DATA_STORE_REFERENCE, DATA_INPUT, DATA_OUTPUT, GROUP -> true;
            default -> false;
        };
    }

    private static Optional<OuterLabel> label(Edge edge) {
        if (edge.name().isBlank()) {
            return Optional.empty();
        }
        var points = edge.points();
        var before = points.get((points.size() - 1) / 2);
        var after = points.get((points.size() - 1) / 2 + 1);
        return Optional.of(label(
                edge.name(),
                edge.label(),
                new Point((before.x() + after.x()) / 2, (before.y() + after.y()) / 2 - ABOVE_FLOW)));
    }

    /** @param otherwise the middle of the label's upper edge where the modeler put it nowhere */
    private static OuterLabel label(String name, Bounds placed, Point otherwise) {
        return placed == null
                ? new OuterLabel(
                        LabelText.of(name, LabelText.OUTSIDE, LABEL_WIDTH, MOST_LINES), otherwise.x(), otherwise.y())
                : new OuterLabel(
                        // The modeler rounds the width of the text to a pixel.
                        LabelText.of(name, LabelText.OUTSIDE, placed.width() + 0.5, MOST_LINES),
                        placed.middleX(),
                        placed.y());
    }

    private Bounds viewBox() {
        List<Bounds> all = new ArrayList<>();
        for (var shape : diagram.shapes()) {
            all.add(shape.bounds());
            label(shape).ifPresent(it -> all.add(it.bounds()));
        }
        for (var edge : diagram.edges()) {
            edge.points().forEach(it -> all.add(new Bounds(it.x(), it.y(), 0, 0)));
            label(edge).ifPresent(it -> all.add(it.bounds()));
        }
        return all.stream().reduce(Bounds::with).orElseThrow().grownBy(MARGIN);
    }
}
