package dev.firebreak.runbook.template;

import static dev.firebreak.runbook.template.TemplateField.choices;
import static dev.firebreak.runbook.template.TemplateField.input;
import static dev.firebreak.runbook.template.TemplateField.pattern;
import static dev.firebreak.runbook.template.TemplateField.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Telling people is no step: these two are described by hand. */
final class NotifyTemplates {

    private NotifyTemplates() {}

    static List<Map<String, Object>> all() {
        return List.of(announce(), page());
    }

    private static Map<String, Object> announce() {
        var kind = input("announcement", "Announcement", "The message to send.", "Dropdown", "update");
        var who = input(
                "audiences",
                "Audiences",
                "Names from the catalogue, separated by commas: engineering, executives, customers.",
                "String",
                "engineering");
        return service(
                "notify.announce",
                "Announce",
                "Sends a message to audiences of the catalogue. Sets announced: how many contacts were reached.",
                List.of(
                        choices(kind, List.of("initial", "severity-changed", "update", "resolved"), Map.of()),
                        required(who)));
    }

    private static Map<String, Object> page() {
        var who = input("paging", "Who", "The escalation policy.", "Dropdown", "primary");
        var level = input("pageLevel", "Level", "The level of the escalation ladder, from 1.", "String", "1");
        var within = input(
                "acknowledgeWithin",
                "Acknowledge within",
                "Shown in the message: when the next level is paged. Left empty: no acknowledgement is expected.",
                "String",
                "");
        var loudness = Map.of(
                "primary", "One level of the ladder",
                "all", "Everyone on call at once",
                "notify", "The first level, no acknowledgement expected");
        return service(
                "notify.page",
                "Page on-call",
                "Pages the people on call, for up to a week. Sets paged, how many people were reached, and levelsLeft,"
                        + " whether the ladder has a higher level.",
                List.of(
                        choices(who, List.of("primary", "all", "notify"), loudness),
                        pattern(required(level), "^(\\d+|\\$\\{[^}]+\\})$", "A whole number, or ${variable}."),
                        pattern(
                                within,
                                "^(PT[0-9A-Z.]+|\\$\\{[^}]+\\}|)$",
                                "A duration such as PT15M, or ${variable}.")));
    }

    private static Map<String, Object> service(
            String topic, String title, String description, List<Map<String, Object>> inputs) {
        var fields = new ArrayList<>(ElementTemplates.external(topic));
        fields.addAll(inputs);
        return ElementTemplates.template(topic, title, description, "bpmn:ServiceTask", fields);
    }
}
