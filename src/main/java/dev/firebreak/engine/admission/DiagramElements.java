package dev.firebreak.engine.admission;

import dev.firebreak.engine.admission.expression.ExpressionGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Diagram interchange: the elements and attributes that hold positions and sizes, and where they may be. */
final class DiagramElements {

    private static final String POSITION = "x y width height";

    /** Attributes of each element, for BPMN DI, DMN DI and the older DMN diagrams of bpmn.io. */
    private static final Map<String, Set<String>> ELEMENTS = Map.ofEntries(
            entry("BPMNDiagram", "name documentation resolution"),
            entry("BPMNPlane", "bpmnElement"),
            entry(
                    "BPMNShape",
                    "bpmnElement isHorizontal isExpanded isMarkerVisible isMessageVisible participantBandKind"
                            + " choreographyActivityShape"),
            entry("BPMNEdge", "bpmnElement sourceElement targetElement messageVisibleKind"),
            entry("BPMNLabel", "labelStyle"),
            entry("BPMNLabelStyle", ""),
            entry("Font", "name size isBold isItalic isUnderline isStrikeThrough"),
            entry("Bounds", POSITION),
            entry("waypoint", "x y"),
            entry("DMNDI", ""),
            entry("DMNDiagram", "name useAlternativeInputDataShape"),
            entry("DMNShape", "dmnElementRef isCollapsed isListedInputData"),
            entry("DMNEdge", "dmnElementRef sourceElement targetElement"),
            entry("DMNLabel", ""),
            entry("Size", "width height"),
            entry("bounds", POSITION),
            entry("edge", "source"),
            entry("waypoints", "x y"));

    private DiagramElements() {}

    private static Map.Entry<String, Set<String>> entry(String element, String attributes) {
        return Map.entry(element, Stream.of(("id " + attributes).split(" ")).collect(Collectors.toUnmodifiableSet()));
    }

    static boolean is(XmlNode node) {
        return node.name().startsWith("di:");
    }

    /** Why this element of a diagram is not admitted; empty if it is. */
    static Optional<String> problem(XmlNode node) {
        var allowed = ELEMENTS.get(node.name().substring(3));
        if (allowed == null) {
            return Optional.of("element " + node.name() + " is not allowed");
        }
        for (var attribute : node.attributes().entrySet()) {
            var name = attribute.getKey();
            if (!allowed.contains(name) && !name.startsWith("color:") && !name.startsWith("di:")) {
                return Optional.of("attribute " + name + " is not allowed");
            }
            if (ExpressionGrammar.hasExpression(attribute.getValue())) {
                return Optional.of(name + " contains an expression");
            }
        }
        return node.content().isEmpty() ? Optional.empty() : Optional.of("may not contain text");
    }

    /** Elements of a diagram outside of a {@code BPMNDiagram} of the root, and other elements inside of one. */
    static List<XmlNode> misplacedInBpmn(XmlNode root) {
        return misplaced(root, (parent, child) -> parent == root && child.name().equals("di:BPMNDiagram"));
    }

    /** As in BPMN, with {@code DMNDI}; older files keep positions in the extensions of an element. */
    static List<XmlNode> misplacedInDmn(XmlNode root) {
        return misplaced(
                root,
                (parent, child) -> parent == root && child.name().equals("di:DMNDI")
                        || parent.name().equals("dmn:extensionElements"));
    }

    private static List<XmlNode> misplaced(XmlNode root, Entrance entrance) {
        var found = new ArrayList<XmlNode>();
        root.walk(parent -> {
            for (var child : parent.children()) {
                if (is(child) != is(parent) && !(is(child) && entrance.admits(parent, child))) {
                    found.add(child);
                }
            }
        });
        return found;
    }

    private interface Entrance {

        boolean admits(XmlNode parent, XmlNode child);
    }
}
