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
        var kind = input("announcement", "Announcement", "Which message is written.", "Dropdown", "update");
        var who = input(
                "audiences",
                "Audiences",
                "Names from the catalogue, with commas between: engineering, executives, customers.",
                "String",
                "engineering");
        return service(
                "notify.announce",
                "Announce",
                "Tells audiences of the catalogue what is known. Answers announced: how many people were reached.",
                List.of(
                        choices(kind, List.of("initial", "severity-changed", "update", "resolved"), Map.of()),
                        required(who)));
    }

    private static Map<String, Object> page() {
        var who = input("paging", "Who", "How loudly people are told.", "Dropdown", "primary");
        var level = input("pageLevel", "Level", "Of the ladder, from 1.", "String", "1");
        var within = input(
                "acknowledgeWithin",
                "Acknowledge within",
                "Said in the message: when the next level is called. Left empty: no answer is awaited.",
                "String",
                "");
        var loudness = Map.of(
                "primary", "One level of the ladder",
                "all", "Everyone on call at once",
                "notify", "The first level, no answer demanded");
        return service(
                "notify.page",
                "Page on-call",
                "Calls whoever is on call, for up to a week. Answers paged, how many people, and levelsLeft, whether"
                        + " there is a level above.",
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
