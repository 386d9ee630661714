package dev.firebreak.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.firebreak.status.StatusPage.Component;
import dev.firebreak.status.StatusPage.Day;
import dev.firebreak.status.StatusPage.Published;
import dev.firebreak.status.StatusPage.Update;
import dev.firebreak.text.Hash;
import dev.firebreak.web.PublicAddress;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;

/** Writes the page as HTML, JSON and Atom. Texts are escaped; there are no scripts. */
@Service
class StatusDocuments {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int BAR = 4;

    /**
     * The page in all its forms.
     *
     * @param html with links into this site
     * @param exported the same with links to the files beside it
     * @param tag changes with the page
     */
    record Documents(String html, String exported, String json, String atom, String tag) {}

    private final Template page = compiled();
    private final ObjectMapper json = new ObjectMapper();
    private final PublicAddress address;

    StatusDocuments(PublicAddress address) {
        this.address = address;
    }

    Documents of(StatusPage status) {
        var html = html(status, "/css/status.css", "/status.atom", "/status.json");
        return new Documents(
                html,
                html(status, "status.css", "status.atom", "status.json"),
                json(status),
                atom(status),
                Hash.sha256(html).substring(0, 16));
    }

    private static Template compiled() {
        try {
            var text = new ClassPathResource("templates/status/page.html").getContentAsString(StandardCharsets.UTF_8);
            return Mustache.compiler().defaultValue("").compile(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String html(StatusPage status, String css, String atom, String json) {
        var model = new HashMap<String, Object>();
        model.put("css", css);
        model.put("atom", atom);
        model.put("json", json);
        model.put("title", status.title());
        model.put("stateKey", status.state().key());
        model.put("stateWords", status.state().words());
        model.put("overall", overall(status));
        model.put(
                "components",
                status.components().stream().map(StatusDocuments::view).toList());
        model.put("open", status.open().stream().map(StatusDocuments::view).toList());
        model.put("past", status.past().stream().map(StatusDocuments::view).toList());
        model.put("shownDays", StatusReader.SHOWN_DAYS);
        return page.execute(model);
    }

    private static String overall(StatusPage status) {
        return status.state() == ComponentState.OPERATIONAL
                ? "All components are operational"
                : status.state().words() + " of "
                        + String.join(
                                ", ",
                                status.components().stream()
                                        .filter(one -> one.state() == status.state())
                                        .map(Component::name)
                                        .toList());
    }

    private static Map<String, Object> view(Component component) {
        var days = new ArrayList<Map<String, Object>>();
        for (var day : component.days()) {
            days.add(Map.of(
                    "x",
                    BAR * days.size(),
                    "date",
                    day.date(),
                    "worst",
                    day.worst().key(),
                    "words",
                    words(day)));
        }
        return Map.of(
                "name", component.name(),
                "stateKey", component.state().key(),
                "stateWords", component.state().words(),
                "uptime", percent(component.uptime()),
                "dayCount", component.days().size(),
                "days", days);
    }

    private static String words(Day day) {
        return day.worst() == ComponentState.OPERATIONAL
                ? "no incident"
                : day.worst().words() + ", " + percent(day.uptime()) + " % without an outage";
    }

    /** Rounded down, so that 99.999 % is not told as 100 %. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", Math.floor(share * 100) / 100);
    }

    private static Map<String, Object> view(Published incident) {
        var view = new HashMap<String, Object>();
        view.put("id", incident.id());
        view.put("heading", incident.title());
        view.put("status", incident.status());
        view.put("impact", incident.impact().key());
        view.put("impactWords", incident.impact().words());
        view.put("started", CLOCK.format(incident.startedAt()));
        view.put("startedIso", incident.startedAt());
        if (incident.resolvedAt() != null) {
            view.put("resolved", CLOCK.format(incident.resolvedAt()));
            view.put("resolvedIso", incident.resolvedAt());
        }
        view.put(
                "updates",
                incident.updates().stream()
                        .map(update -> Map.of(
                                "status", update.status(),
                                "iso", update.at(),
                                "at", CLOCK.format(update.at()),
                                "text", update.text()))
                        .toList());
        return view;
    }

    private String json(StatusPage status) {
        var document = new LinkedHashMap<String, Object>();
        document.put("title", status.title());
        document.put("status", status.state().key());
        document.put(
                "components",
                status.components().stream().map(StatusDocuments::fields).toList());
        document.put(
                "incidents",
                Stream.concat(status.open().stream(), status.past().stream())
                        .map(StatusDocuments::fields)
                        .toList());
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> fields(Component component) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", component.name());
        fields.put("status", component.state().key());
        fields.put("uptime", Double.valueOf(percent(component.uptime())));
        fields.put(
                "days",
                component.days().stream()
                        .map(day -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("date", day.date().toString());
                            one.put("worst", day.worst().key());
                            one.put("uptime", Double.valueOf(percent(day.uptime())));
                            return one;
                        })
                        .toList());
        return fields;
    }

    private static Map<String, Object> fields(Published incident) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", incident.id());
        fields.put("title", incident.title());
        fields.put("component", incident.component());
        fields.put("status", incident.status());
        fields.put("impact", incident.impact().key());
        fields.put("startedAt", incident.startedAt().toString());
        fields.put(
                "resolvedAt",
                incident.resolvedAt() == null ? null : incident.resolvedAt().toString());
        fields.put(
                "updates",
                incident.updates().stream().map(StatusDocuments::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Update update) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", update.at().toString());
        fields.put("status", update.status());
        fields.put("text", update.text());
        return fields;
    }

    private String atom(StatusPage status) {
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
