package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.NotificationRule;
import dev.firebreak.catalog.QuietHours;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads how a person is paged: addresses, notification rules, quiet hours. */
final class ContactMethodsReader {

    private static final Pattern RECEIVER = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    private ContactMethodsReader() {}

    static ContactMethods methods(YamlFields fields) {
        var ntfy = matching(fields, "ntfy", "an ntfy topic, letters, digits, - and _", ContactMethods.TOPIC);
        var webhook = matching(fields, "webhook", "the name of a receiver in firebreak.comms.webhook", RECEIVER);
        var phone = matching(fields, "phone", "a number such as \"+4915112345678\"", ContactMethods.PHONE);
        var rules = fields.optional("notify").map(ContactMethodsReader::rules).orElse(List.of());
        fields.optional("notify")
                .ifPresent(node -> rules.stream()
                        .filter(rule -> !isThere(rule, ntfy, webhook, phone))
                        .forEach(
                                rule -> node.addError("names " + rule.channel() + ", but there is no address for it")));
        return new ContactMethods(
                ntfy,
                webhook,
                phone,
                rules,
                fields.optional("quiet").map(ContactMethodsReader::quiet).orElse(null));
    }

    private static boolean isThere(NotificationRule rule, String ntfy, String webhook, String phone) {
        return switch (rule.channel()) {
            case "ntfy" -> ntfy != null;
            case "webhook" -> webhook != null;
            case "sms", "voice" -> phone != null;
            default -> true;
        };
    }

    private static String matching(YamlFields fields, String name, String what, Pattern form) {
        return fields.optional(name)
                .flatMap(node -> node.as(what, text -> {
                    if (!form.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                }))
                .orElse(null);
    }

    private static List<NotificationRule> rules(YamlNode list) {
        var rules = list.items().stream()
                .map(item -> item.as("a channel such as mail, or sms after 5m", NotificationRule::parse)
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
        if (rules.stream().distinct().count() < rules.size()) {
            list.addError("has a rule twice");
        }
        if (!rules.isEmpty() && rules.stream().noneMatch(rule -> rule.after().isZero())) {
            list.addError("has no channel without a delay, so that a page would come late");
        }
        return rules;
    }

    private static QuietHours quiet(YamlNode node) {
        var fields = node.fields("zone", "from", "until");
        var zone = fields.required("zone").flatMap(it -> it.as("a time zone such as Europe/Berlin", ZoneId::of));
        var from = fields.required("from").flatMap(it -> it.as("a time such as \"22:00\"", LocalTime::parse));
        var until = fields.required("until").flatMap(it -> it.as("a time such as \"07:00\"", LocalTime::parse));
        if (zone.isEmpty() || from.isEmpty() || until.isEmpty()) {
            return null;
        }
        if (from.equals(until)) {
            node.addError("from and until must differ");
            return null;
        }
        return new QuietHours(zone.get(), from.get(), until.get());
    }
}
