package dev.firebreak.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.status.StatusPage.Component;
import dev.firebreak.status.StatusPage.Maintenance;
import dev.firebreak.status.StatusPage.Published;
import dev.firebreak.status.StatusPage.Update;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the page as JSON. */
final class StatusJson {

    private static final JsonMapper JSON = new JsonMapper();

    private StatusJson() {}

    static String write(StatusPage status) {
        var document = new LinkedHashMap<String, Object>();
        document.put("title", status.title());
        document.put("status", status.state().key());
        document.put(
                "components",
                status.components().stream().map(StatusJson::fields).toList());
        document.put(
                "incidents",
                Stream.concat(status.open().stream(), status.past().stream())
                        .map(StatusJson::fields)
                        .toList());
        document.put(
                "maintenance",
                status.maintenance().stream().map(StatusJson::fields).toList());
        try {
            return JSON.writeValueAsString(document);
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
                "updates", incident.updates().stream().map(StatusJson::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Maintenance maintenance) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("component", maintenance.component());
        fields.put("text", maintenance.text());
        fields.put("starts", maintenance.starts().toString());
        fields.put("ends", maintenance.ends().toString());
        fields.put("underWay", maintenance.isOn());
        return fields;
    }

    private static Map<String, Object> fields(Update update) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", update.at().toString());
        fields.put("status", update.status());
        fields.put("text", update.text());
        return fields;
    }

    /** Rounded down, so that 99.999 % is not told as 100 %. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", Math.floor(share * 100) / 100);
    }
}
