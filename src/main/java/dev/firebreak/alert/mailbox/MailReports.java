package dev.firebreak.alert.mailbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a mail as an alert. */
final class MailReports {

    private static final int SUBJECT = 300;
    private static final int TEXT = 4_000;

    private final ObjectMapper json;

    MailReports(ObjectMapper json) {
        this.json = json;
    }

    /**
     * An alert in our own JSON. The key that a mail names joins its reports; else each mail is one of its own.
     *
     * @param fallback the service of a mail that names none, or null
     */
    byte[] of(IncomingMail mail, String fallback) {
        var words = mail.words();
        var alert = new TreeMap<String, Object>();
        alert.put("key", mail.hash());
        alert.put("name", "Mail");
        alert.put("summary", subject(mail));
        alert.put("description", Text.block("From " + mail.from() + "\n\n" + mail.text(), TEXT));
        alert.put("startsAt", mail.startsAt().toString());
        Optional.ofNullable(words.getOrDefault("service", fallback))
                .ifPresent(service -> alert.put("service", service));
        Optional.ofNullable(words.get("severity")).ifPresent(word -> alert.put("severity", word));
        Optional.ofNullable(words.get("symptom")).ifPresent(word -> alert.put("symptom", word));
        var group = words.containsKey("key") ? "mail " + words.get("key") : "mail " + mail.hash();
        try {
            return json.writeValueAsBytes(Map.of("group", group, "alerts", List.of(alert)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }

    private static String subject(IncomingMail mail) {
        return mail.subject().isBlank() ? "A mail without a subject" : Text.shown(mail.subject(), SUBJECT);
    }
}
