package dev.firebreak.comms.personal;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.NotificationRule;
import dev.firebreak.catalog.QuietHours;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.RejectUnknownFields;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a person wants to be paged. Everything may be missing.
 *
 * @param ntfy a topic; that of the catalogue if it is missing
 * @param phone a number; that of the catalogue if it is missing
 * @param rules such as {@code ntfy} and {@code sms after 5m}, in their order; those of the catalogue if there are none
 * @param quietFrom local time of {@code quietZone}
 */
@RejectUnknownFields
public record MethodsRequest(
        String ntfy, String phone, List<String> rules, String quietFrom, String quietUntil, String quietZone) {

    private static final int MOST_RULES = 10;

    /** Throws {@link FieldInvalid} for what would reach nobody. */
    ContactMethods toMethods(Contact person) {
        var own = new ContactMethods(
                matching("ntfy", ntfy, ContactMethods.TOPIC, "must be letters, digits, - and _, at most 64"),
                person.methods().webhook(),
                matching("phone", phone, ContactMethods.PHONE, "must be a number such as +4915112345678"),
                parsed(),
                quiet());
        var all = PersonalMethods.merged(person, own);
        all.methods().rules().stream()
                .filter(rule -> !isThere(rule, all))
                .findFirst()
                .ifPresent(rule -> {
                    throw new FieldInvalid("rules", "name " + rule.channel() + ", but there is no address for it");
                });
        return own;
    }

    private List<NotificationRule> parsed() {
        var given = rules == null ? List.<String>of() : rules;
        if (given.size() > MOST_RULES) {
            throw new FieldInvalid("rules", "are at most " + MOST_RULES);
        }
        try {
            var read = given.stream()
                    .map(String::strip)
                    .map(NotificationRule::parse)
                    .toList();
            if (read.stream().distinct().count() < read.size()) {
                throw new FieldInvalid("rules", "have one twice");
            }
            if (!read.isEmpty() && read.stream().noneMatch(rule -> rule.after().isZero())) {
                throw new FieldInvalid("rules", "need a channel without a delay, so that no page comes late");
            }
            return read;
        } catch (IllegalArgumentException wrong) {
            throw new FieldInvalid("rules", wrong.getMessage());
        }
    }

    private static boolean isThere(NotificationRule rule, Contact person) {
        var methods = person.methods();
        return switch (rule.channel()) {
            case "ntfy" -> methods.ntfy() != null;
            case "webhook" -> methods.webhook() != null;
            case "sms", "voice" -> methods.phone() != null;
            default -> person.mail() != null;
        };
    }

    private QuietHours quiet() {
        if (isBlank(quietFrom) && isBlank(quietUntil)) {
            return null;
        }
        try {
            var zone = ZoneId.of(isBlank(quietZone) ? "UTC" : quietZone.strip());
            return new QuietHours(zone, LocalTime.parse(quietFrom.strip()), LocalTime.parse(quietUntil.strip()));
        } catch (DateTimeException | IllegalArgumentException | NullPointerException wrong) {
            throw new FieldInvalid(
                    "quietFrom",
                    "quiet hours need two different times such as 22:00 and 07:00, and a zone such as Europe/Berlin");
        }
    }

    private static String matching(String field, String text, Pattern form, String error) {
        if (isBlank(text)) {
            return null;
        }
        if (!form.matcher(text.strip()).matches()) {
            throw new FieldInvalid(field, error);
        }
        return text.strip();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
