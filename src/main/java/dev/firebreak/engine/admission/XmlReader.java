package dev.firebreak.engine.admission;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML without document types, custom entities or anything outside the file (guarantees.md H3). */
final class XmlReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 50_000;
    private static final Map<String, String> NAMESPACES = Map.ofEntries(
            Map.entry("http://www.omg.org/spec/BPMN/20100524/MODEL", "bpmn"),
            Map.entry("http://camunda.org/schema/1.0/bpmn", "camunda"),
            Map.entry("http://www.omg.org/spec/BPMN/20100524/DI", "di"),
            Map.entry("http://www.omg.org/spec/DD/20100524/DC", "di"),
            Map.entry("http://www.omg.org/spec/DD/20100524/DI", "di"),
            Map.entry("https://www.omg.org/spec/DMN/20191111/MODEL/", "dmn"),
            Map.entry("http://www.omg.org/spec/DMN/20180521/MODEL/", "dmn"),
            Map.entry("http://www.omg.org/spec/DMN/20151101/dmn.xsd", "dmn"),
            Map.entry("http://camunda.org/schema/1.0/dmn", "camundadmn"),
            Map.entry("https://www.omg.org/spec/DMN/20191111/DMNDI/", "di"),
            Map.entry("http://www.omg.org/spec/DMN/20180521/DI/", "di"),
            Map.entry("http://www.omg.org/spec/DMN/20180521/DC/", "di"),
            Map.entry("http://bpmn.io/schema/dmn/biodi/1.0", "di"),
            Map.entry("http://bpmn.io/schema/dmn/biodi/2.0", "di"),
            Map.entry("http://bpmn.io/schema/bpmn/biocolor/1.0", "color"),
            Map.entry("http://www.omg.org/spec/BPMN/non-normative/color/1.0", "color"),
            Map.entry("http://camunda.org/schema/modeler/1.0", "modeler"),
            Map.entry("http://www.w3.org/2001/XMLSchema-instance", "xsi"));

    private XmlReader() {}

    /** The errors of the XML itself, or else the refusals of {@code check}. */
    static List<ModelRefusal> read(String file, byte[] content, Function<XmlNode, List<ModelRefusal>> check) {
        try {
            var reader = factory().createXMLStreamReader(new ByteArrayInputStream(content));
            return check.apply(tree(reader));
        } catch (XMLStreamException e) {
            var line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            return List.of(new ModelRefusal(file, "is not plain XML: " + firstLine(e.getMessage()), line));
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("references to anything outside the file are not allowed");
        });
        return factory;
    }

    private static XmlNode tree(XMLStreamReader reader) throws XMLStreamException {
        Deque<XmlNode> open = new ArrayDeque<>();
        XmlNode root = null;
        var elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    require(++elements <= MAX_ELEMENTS && open.size() < MAX_DEPTH, reader, "too many elements");
                    var node = XmlNode.of(name(reader), attributes(reader), line(reader));
                    if (!open.isEmpty()) {
                        open.peek().children().add(node);
                    }
                    root = root == null ? node : root;
                    open.push(node);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text().append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD -> require(false, reader, "a document type is not allowed");
                case XMLStreamConstants.ENTITY_REFERENCE -> require(false, reader, "an entity is not allowed");
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    require(false, reader, "a processing instruction is not allowed");
                default -> {}
            }
        }
        require(root != null, reader, "empty");
        return root;
    }

    private static String name(XMLStreamReader reader) {
        return prefix(reader.getNamespaceURI()) + ":" + reader.getLocalName();
    }

    private static Map<String, String> attributes(XMLStreamReader reader) throws XMLStreamException {
        var attributes = new LinkedHashMap<String, String>();
        for (var i = 0; i < reader.getAttributeCount(); i++) {
            var namespace = reader.getAttributeNamespace(i);
            var plain = namespace == null || namespace.isEmpty();
            var name = (plain ? "" : prefix(namespace) + ":") + reader.getAttributeLocalName(i);
            require(attributes.put(name, reader.getAttributeValue(i)) == null, reader, "an attribute occurs twice");
        }
        return attributes;
    }

    private static String prefix(String namespace) {
        return NAMESPACES.getOrDefault(namespace == null ? "" : namespace, "unknown");
    }

    private static int line(XMLStreamReader reader) {
        return reader.getLocation().getLineNumber();
    }

    private static void require(boolean met, XMLStreamReader reader, String why) throws XMLStreamException {
        if (!met) {
            throw new XMLStreamException(why, reader.getLocation());
        }
    }

    private static String firstLine(String message) {
        var text = String.valueOf(message);
        var start = text.indexOf("Message: ");
        return (start < 0 ? text : text.substring(start + 9))
                .lines()
                .findFirst()
                .orElse("");
    }
}
