package dev.firebreak.engine.versions;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What each flow element of a model says, as text that is equal for equal content: attributes in order, without the
 * places of the drawing, without the flows that only repeat the drawing's lines, and without the elements inside a
 * sub-process, which have texts of their own.
 */
final class ElementTexts {

    private static final Set<String> REPEATED = Set.of("incoming", "outgoing");

    private ElementTexts() {}

    /** By the id of the element, in the order of the file. */
    static Map<String, String> of(BpmnModelInstance model) {
        var own = model.getModelElementsByType(FlowElement.class).stream()
                .map(FlowElement::getId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var texts = new LinkedHashMap<String, String>();
        if (model.getDocument().getDomSource().getNode() instanceof Document document) {
            var all = document.getElementsByTagName("*");
            for (var n = 0; n < all.getLength(); n++) {
                if (all.item(n) instanceof Element element && own.contains(element.getAttribute("id"))) {
                    texts.put(element.getAttribute("id"), text(element, own));
                }
            }
        }
        return texts;
    }

    private static String text(Element element, Set<String> own) {
        var attributes = new TreeMap<String, String>();
        for (var n = 0; n < element.getAttributes().getLength(); n++) {
            var attribute = element.getAttributes().item(n);
            if (!attribute.getNodeName().startsWith("xmlns")) {
                attributes.put(attribute.getNodeName(), attribute.getNodeValue());
            }
        }
        var text = new StringBuilder(element.getLocalName()).append(attributes).append('(');
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                if (!REPEATED.contains(inner.getLocalName()) && !own.contains(inner.getAttribute("id"))) {
                    text.append(text(inner, own));
                }
            } else if (child.getNodeType() != Node.COMMENT_NODE) {
                text.append(child.getNodeValue().strip());
            }
        }
        return text.append(')').toString();
    }
}
