package dev.firebreak.engine.diagram;

import dev.firebreak.text.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnDiagram;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.di.DiagramElement;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Reads the first diagram of a model. What has no usable place is left out of the drawing, not of the nodes. */
public final class DiagramReader {

    private static final int LONGEST_LABEL = 300;

    private DiagramReader() {}

    public static Diagram read(BpmnModelInstance model) {
        var process = model.getModelElementsByType(Process.class).stream().findFirst();
        var key = process.map(Process::getId).orElse("");
        var shapes = drawn(model, BpmnShape.class)
                .flatMap(it -> shape(it).stream())
                .sorted(Comparator.comparingInt(Shape::depth))
                .toList();
        return new Diagram(
                key,
                process.map(Process::getName).filter(it -> !it.isBlank()).orElse(key),
                nodes(model, shapes),
                shapes,
                drawn(model, BpmnEdge.class).flatMap(it -> edge(it).stream()).toList());
    }

    private static List<Node> nodes(BpmnModelInstance model, List<Shape> shapes) {
        var places = shapes.stream().collect(Collectors.toMap(it -> it.node().id(), Shape::bounds, (a, b) -> a));
        var nowhere = new Bounds(Double.MAX_VALUE, 0, 1, 1);
        return model.getModelElementsByType(FlowNode.class).stream()
                .map(it -> NodeReader.node(it, null))
                .sorted(Comparator.comparingDouble(
                        it -> places.getOrDefault(it.id(), nowhere).x()))
                .toList();
    }

    private static <T extends DiagramElement> Stream<T> drawn(BpmnModelInstance model, Class<T> type) {
        return model.getModelElementsByType(BpmnDiagram.class).stream()
                .findFirst()
                .map(BpmnDiagram::getBpmnPlane)
                .stream()
                .flatMap(it -> it.getDiagramElements().stream())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static Optional<Shape> shape(BpmnShape drawn) {
        var element = drawn.getBpmnElement();
        var bounds = bounds(drawn.getBounds());
        if (element == null || bounds == null) {
            return Optional.empty();
        }
        var node = NodeReader.node(element, drawn);
        return Optional.of(new Shape(node, bounds, label(drawn.getBpmnLabel()), depth(node, element)));
    }

    /** Pools and lanes lie below everything; a boundary event lies above its activity. */
    private static int depth(Node node, ModelElementInstance element) {
        var nested = (int)
                Stream.iterate(element.getParentElement(), Objects::nonNull, ModelElementInstance::getParentElement)
                        .count();
        return switch (node.type()) {
            case PARTICIPANT -> -100;
            case LANE -> nested - 100;
            case BOUNDARY_EVENT -> 2 * nested + 1;
            default -> 2 * nested;
        };
    }

    private static Optional<Edge> edge(BpmnEdge drawn) {
        var element = drawn.getBpmnElement();
        var points = points(drawn.getWaypoints());
        if (element == null || points.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Edge(
                text(element.getId()),
                type(element),
                text(element.getAttributeValue("name")),
                start(element),
                text(element.getAttributeValue("sourceRef")),
                text(element.getAttributeValue("targetRef")),
                points,
                label(drawn.getBpmnLabel())));
    }

    private static Edge.Type type(ModelElementInstance element) {
        var direction = Objects.toString(element.getAttributeValue("associationDirection"), "");
        return switch (element.getElementType().getTypeName()) {
            case "messageFlow" -> Edge.Type.MESSAGE_FLOW;
            case "dataInputAssociation", "dataOutputAssociation" -> Edge.Type.DIRECTED_ASSOCIATION;
            case "association" ->
                switch (direction) {
                    case "One" -> Edge.Type.DIRECTED_ASSOCIATION;
                    case "Both" -> Edge.Type.BOTH_WAYS_ASSOCIATION;
                    default -> Edge.Type.ASSOCIATION;
                };
            default -> Edge.Type.SEQUENCE_FLOW;
        };
    }

    private static Edge.Start start(ModelElementInstance flow) {
        var id = flow.getAttributeValue("sourceRef");
        ModelElementInstance source =
                id == null ? null : flow.getModelInstance().getModelElementById(id);
        if (source == null) {
            return Edge.Start.PLAIN;
        }
        var usual = source.getAttributeValue("default");
        if (usual != null && usual.equals(flow.getAttributeValue("id"))) {
            return Edge.Start.DEFAULT;
        }
        var isOfActivity = ElementType.of(source.getElementType().getTypeName()).isActivity();
        return isOfActivity && NodeReader.hasChild(flow, "conditionExpression")
                ? Edge.Start.CONDITIONAL
                : Edge.Start.PLAIN;
    }

    /** Empty if one of them can't be drawn; the model's reader gives null for what is no number. */
    private static List<Point> points(Collection<Waypoint> waypoints) {
        var isDrawable = waypoints.stream()
                .allMatch(it ->
                        it.getX() != null && it.getY() != null && new Bounds(it.getX(), it.getY(), 1, 1).isDrawable());
        return isDrawable
                ? waypoints.stream().map(it -> new Point(it.getX(), it.getY())).toList()
                : List.of();
    }

    private static Bounds label(BpmnLabel label) {
        return label == null ? null : bounds(label.getBounds());
    }

    private static Bounds bounds(org.camunda.bpm.model.bpmn.instance.dc.Bounds given) {
        if (given == null
                || Stream.of(given.getX(), given.getY(), given.getWidth(), given.getHeight())
                        .anyMatch(Objects::isNull)) {
            return null;
        }
        var bounds = new Bounds(given.getX(), given.getY(), given.getWidth(), given.getHeight());
        return bounds.isDrawable() ? bounds : null;
    }

    static String text(String given) {
        return given == null ? "" : Text.previewBlock(given, LONGEST_LABEL);
    }
}
