package dev.firebreak.status;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.firebreak.status.StatusPage.Component;
import dev.firebreak.status.StatusPage.Day;
import dev.firebreak.status.StatusPage.Maintenance;
import dev.firebreak.status.StatusPage.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** Writes the page as HTML. Texts are escaped; there are no scripts. */
final class StatusHtml {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int BAR = 4;

    /**
     * What the page links to.
     *
     * @param subscribe where its form sends an address, or null if it has none
     * @param elsewhere the page with the form, where it has none of its own, or null
     */
    record Links(String css, String atom, String json, String subscribe, String elsewhere) {}

    private final Template page = compiled();

    private static Template compiled() {
        try {
            var text = new ClassPathResource("templates/status/page.html").getContentAsString(StandardCharsets.UTF_8);
            return Mustache.compiler().defaultValue("").compile(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String write(StatusPage status, Links links) {
        var model = new HashMap<String, Object>();
        model.put("css", links.css());
        model.put("atom", links.atom());
        model.put("json", links.json());
        model.put("subscribe", links.subscribe());
        model.put("elsewhere", links.elsewhere());
        model.put("title", status.title());
        model.put("stateKey", status.state().key());
        model.put("stateWords", status.state().words());
        model.put("overall", overall(status));
        model.put(
                "components", status.components().stream().map(StatusHtml::view).toList());
        model.put("open", status.open().stream().map(StatusHtml::view).toList());
        model.put(
                "maintenance",
                status.maintenance().stream().map(StatusHtml::view).toList());
        model.put("past", status.past().stream().map(StatusHtml::view).toList());
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
                "uptime", StatusJson.percent(component.uptime()),
                "dayCount", component.days().size(),
                "days", days);
    }

    private static String words(Day day) {
        return day.worst() == ComponentState.OPERATIONAL
                ? "no incident"
                : day.worst().words() + ", " + StatusJson.percent(day.uptime()) + " % without an outage";
    }

    private static Map<String, Object> view(Maintenance maintenance) {
        return Map.of(
                "component", maintenance.component(),
                "text", maintenance.text(),
                "isOn", maintenance.isOn(),
                "starts", CLOCK.format(maintenance.starts()),
                "startsIso", maintenance.starts(),
                "ends", CLOCK.format(maintenance.ends()),
                "endsIso", maintenance.ends());
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
}
