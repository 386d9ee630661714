package dev.firebreak.engine.diagram;

import static dev.firebreak.engine.diagram.Mark.COLLECTION;
import static dev.firebreak.engine.diagram.Mark.EVENT_SUB_PROCESS;
import static dev.firebreak.engine.diagram.Mark.EXPANDED;
import static dev.firebreak.engine.diagram.Mark.FOR_COMPENSATION;
import static dev.firebreak.engine.diagram.Mark.INSTANTIATES;
import static dev.firebreak.engine.diagram.Mark.LOOP;
import static dev.firebreak.engine.diagram.Mark.NON_INTERRUPTING;
import static dev.firebreak.engine.diagram.Mark.PARALLEL_EVENTS;
import static dev.firebreak.engine.diagram.Mark.PARALLEL_INSTANCES;
import static dev.firebreak.engine.diagram.Mark.SEQUENTIAL_INSTANCES;
import static dev.firebreak.engine.diagram.Mark.VERTICAL;
import static dev.firebreak.engine.diagram.Mark.X_SHOWN;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Reads an element by its XML: the same way for every type, whatever is missing. */
final class NodeReader {

    private static final String EVENT_DEFINITION = "EventDefinition";

    private NodeReader() {}

    /** @param shape null for an element that is not drawn */
    static Node node(ModelElementInstance element, BpmnShape shape) {
        var type = ElementType.of(element.getElementType().getTypeName());
        return new Node(
                Objects.toString(element.getAttributeValue("id"), ""),
                type,
                DiagramReader.text(name(element, type)),
                type.isEvent() ? trigger(element) : Trigger.NONE,
                marks(element, type, shape));
    }

    private static String name(ModelElementInstance element, ElementType type) {
        return switch (type) {
            case TEXT_ANNOTATION ->
                children(element, "text")
                        .map(DomElement::getTextContent)
                        .findFirst()
                        .orElse("");
            case GROUP ->
                Optional.ofNullable(element.getAttributeValue("categoryValueRef"))
                        .map(id -> element.getModelInstance().<ModelElementInstance>getModelElementById(id))
                        .map(it -> it.getAttributeValue("value"))
                        .orElse("");
            default -> element.getAttributeValue("name");
        };
    }

    private static Trigger trigger(ModelElementInstance event) {
        var triggers = children(event)
                .map(DomElement::getLocalName)
                .filter(it -> it.endsWith(EVENT_DEFINITION))
                .map(it -> it.substring(0, it.length() - EVENT_DEFINITION.length()))
                .toList();
        if (triggers.size() > 1) {
            return isTrue(event, "parallelMultiple") ? Trigger.PARALLEL_MULTIPLE : Trigger.MULTIPLE;
        }
        return triggers.stream()
                .flatMap(it ->
                        Stream.of(Trigger.values()).filter(known -> known.name().equals(it.toUpperCase(Locale.ROOT))))
                .findFirst()
                .orElse(Trigger.NONE);
    }

    private static Set<Mark> marks(ModelElementInstance element, ElementType type, BpmnShape shape) {
        var marks = EnumSet.noneOf(Mark.class);
        put(
                marks,
                NON_INTERRUPTING,
                isFalse(element, type == ElementType.BOUNDARY_EVENT ? "cancelActivity" : "isInterrupting"));
        put(marks, EVENT_SUB_PROCESS, isTrue(element, "triggeredByEvent"));
        put(marks, FOR_COMPENSATION, isTrue(element, "isForCompensation"));
        put(marks, LOOP, hasChild(element, "standardLoopCharacteristics"));
        children(element, "multiInstanceLoopCharacteristics")
                .findFirst()
                .ifPresent(it -> marks.add(
                        "true".equals(it.getAttribute("isSequential")) ? SEQUENTIAL_INSTANCES : PARALLEL_INSTANCES));
        put(marks, INSTANTIATES, isTrue(element, "instantiate"));
        put(marks, PARALLEL_EVENTS, "Parallel".equals(element.getAttributeValue("eventGatewayType")));
        put(marks, COLLECTION, isTrue(element, "isCollection"));
        if (shape != null) {
            var isExpanded = type == ElementType.PARTICIPANT
                    ? element.getAttributeValue("processRef") != null
                    : type.isContainer() && !isFalse(shape, "isExpanded");
            put(marks, EXPANDED, isExpanded);
            put(marks, VERTICAL, isFalse(shape, "isHorizontal"));
            put(marks, X_SHOWN, isTrue(shape, "isMarkerVisible"));
        }
        return marks;
    }

    private static void put(Set<Mark> marks, Mark mark, boolean isThere) {
        if (isThere) {
            marks.add(mark);
        }
    }

    private static boolean isTrue(ModelElementInstance element, String attribute) {
        return "true".equals(element.getAttributeValue(attribute));
    }

    private static boolean isFalse(ModelElementInstance element, String attribute) {
        return "false".equals(element.getAttributeValue(attribute));
    }

    static boolean hasChild(ModelElementInstance element, String name) {
        return children(element, name).findAny().isPresent();
    }

    private static Stream<DomElement> children(ModelElementInstance element, String name) {
        return children(element).filter(it -> it.getLocalName().equals(name));
    }

    private static Stream<DomElement> children(ModelElementInstance element) {
        return element.getDomElement().getChildElements().stream();
    }
}
