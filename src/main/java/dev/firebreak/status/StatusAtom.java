package dev.firebreak.status;

import dev.firebreak.status.StatusPage.Published;
import dev.firebreak.status.StatusPage.Update;
import dev.firebreak.web.PublicAddress;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the updates of the page as an Atom feed (RFC 4287). */
final class StatusAtom {

    private final PublicAddress address;

    StatusAtom(PublicAddress address) {
        this.address = address;
    }

    String write(StatusPage status) {
        var all = Stream.concat(status.open().stream(), status.past().stream()).toList();
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace("http://www.w3.org/2005/Atom");
            element(xml, "id", address.at("/status"));
            element(xml, "title", status.title());
            element(xml, "updated", updated(all).toString());
            element(xml, "link", null, "href", address.at("/status"));
            element(xml, "link", null, "href", address.at("/status.atom"), "rel", "self");
            xml.writeStartElement("author");
            element(xml, "name", status.title());
            xml.writeEndElement();
            for (var incident : all) {
                for (var update : incident.updates()) {
                    entry(xml, incident, update);
                }
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant updated(List<Published> all) {
        return all.stream().map(Published::lastChange).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private void entry(XMLStreamWriter xml, Published incident, Update update) throws XMLStreamException {
        xml.writeStartElement("entry");
        element(
                xml,
                "id",
                address.at("/status") + "#" + incident.id() + "-" + update.at().toEpochMilli());
        element(xml, "title", incident.title() + ": " + update.status());
        element(xml, "updated", update.at().toString());
        element(xml, "link", null, "href", address.at("/status"));
        element(xml, "content", update.text(), "type", "text");
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text, String... attributes)
            throws XMLStreamException {
        xml.writeStartElement(name);
        for (var n = 0; n < attributes.length; n += 2) {
            xml.writeAttribute(attributes[n], attributes[n + 1]);
        }
        if (text != null) {
            xml.writeCharacters(allowedInXml(text));
        }
        xml.writeEndElement();
    }

    /** XML 1.0 has no way to write other characters. */
    private static String allowedInXml(String text) {
        return text.replaceAll(
                "[^\\u0009\\u000A\\u000D\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
