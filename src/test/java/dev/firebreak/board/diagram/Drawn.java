package dev.firebreak.board.diagram;

import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.Diagram;
import dev.firebreak.engine.diagram.ElementType;
import dev.firebreak.engine.diagram.Node;
import dev.firebreak.engine.diagram.Shape;
import dev.firebreak.engine.diagram.Trigger;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A picture, read back as XML: what is not well-formed fails here. */
record Drawn(String svg, Document xml) {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    static Drawn inPage(Diagram diagram, Map<String, Progress> progress) {
        var svg = DiagramSvg.inPage(diagram, "p-", 1, progress).orElseThrow();
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Drawn(svg, factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + svg, e);
        }
    }

    /** A diagram of one task. */
    static Diagram task(String name) {
        var node = new Node("Task_1", ElementType.TASK, name, Trigger.NONE, Set.of());
        return new Diagram(
                "k", "K", List.of(node), List.of(new Shape(node, new Bounds(100, 100, 100, 80), null, 0)), List.of());
    }

    List<String> ids() {
        return elements()
                .map(it -> it.getAttribute("id"))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    List<String> tags() {
        return elements().map(Element::getTagName).distinct().toList();
    }

    /** All text, titles included, without spaces. */
    String letters() {
        return xml.getDocumentElement().getTextContent().replaceAll("\\s", "");
    }

    Bounds viewBox() {
        var box = numbers(xml.getDocumentElement().getAttribute("viewBox"));
        return new Bounds(box[0], box[1], box[2], box[3]);
    }

    private static double[] numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .mapToDouble(it -> Double.parseDouble(it.group()))
                .toArray();
    }

    /** What lies outside of the view box. Text counts with a width that it has in the widest font. */
    List<String> outside() {
        var box = viewBox();
        var outside = new ArrayList<String>();
        elements().filter(it -> it.getTagName().equals("path")).forEach(it -> {
            var data = numbers(it.getAttribute("d"));
            for (var n = 0; n < data.length; n += 2) {
                check(outside, box, data[n], data[n + 1], it.getAttribute("d"));
            }
        });
        elements().filter(it -> it.getTagName().equals("rect")).forEach(it -> {
            check(outside, box, number(it, "x"), number(it, "y"), "rect");
            check(outside, box, number(it, "x") + number(it, "width"), number(it, "y") + number(it, "height"), "rect");
        });
        elements().filter(it -> it.getTagName().equals("circle")).forEach(it -> {
            check(outside, box, number(it, "cx") - number(it, "r"), number(it, "cy") - number(it, "r"), "circle");
            check(outside, box, number(it, "cx") + number(it, "r"), number(it, "cy") + number(it, "r"), "circle");
        });
        elements()
                .filter(it -> it.getTagName().equals("tspan"))
                .filter(it -> !((Element) it.getParentNode().getParentNode()).hasAttribute("transform"))
                .forEach(it -> {
                    var width = dev.firebreak.board.diagram.svg.LetterWidths.of(it.getTextContent(), 11);
                    var left = ((Element) it.getParentNode()).hasAttribute("text-anchor") ? width / 2 : 0;
                    check(outside, box, number(it, "x") - left, number(it, "y"), it.getTextContent());
                    check(outside, box, number(it, "x") - left + width, number(it, "y"), it.getTextContent());
                });
        return outside;
    }

    private static void check(List<String> outside, Bounds box, double x, double y, String what) {
        if (x < box.x() || y < box.y() || x > box.right() || y > box.bottom()) {
            outside.add(what + " at " + x + " " + y);
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private Stream<Element> elements() {
        var all = xml.getElementsByTagName("*");
        return IntStream.range(0, all.getLength()).mapToObj(it -> (Element) all.item(it));
    }
}
