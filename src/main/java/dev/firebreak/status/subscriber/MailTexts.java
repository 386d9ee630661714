package dev.firebreak.status.subscriber;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.firebreak.comms.channel.PlainMail;
import dev.firebreak.status.subscriber.StatusMails.Waiting;
import dev.firebreak.web.PublicAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Writes the mails to subscribers: the words of the status page and nothing else of the incident. */
@Component
class MailTexts {

    private final Template confirm = compiled("confirm");
    private final Template update = compiled("update");
    private final PublicAddress address;
    private final String title;
    private final Map<String, String> components;

    MailTexts(PublicAddress address, Environment environment) {
        this.address = address;
        this.title = environment.getProperty("firebreak.status.title", "Status");
        this.components = Binder.get(environment)
                .bind("firebreak.status.components", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
    }

    private static Template compiled(String name) {
        try {
            var file = new ClassPathResource("templates/status/" + name + ".txt");
            return Mustache.compiler().escapeHTML(false).compile(file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlainMail of(Waiting mail) {
        var link = address.at("/status/subscription/" + mail.token());
        var text = mail.post() == 0
                ? confirm.execute(Map.of("title", title, "link", link))
                : update.execute(Map.of(
                        "title", title,
                        "component", components.getOrDefault(mail.service(), ""),
                        "status", mail.status().toLowerCase(Locale.ROOT),
                        "text", mail.text(),
                        "page", address.at("/status"),
                        "link", link));
        var end = text.indexOf('\n');
        return new PlainMail(
                mail.address(),
                text.substring(0, end),
                text.substring(end + 1),
                "status." + mail.post() + "." + mail.subscriber() + "."
                        + mail.createdAt().toEpochMilli(),
                URI.create(link));
    }

    /** Whether the page has the service at all. */
    boolean shows(Waiting mail) {
        return mail.post() == 0 || components.containsKey(mail.service());
    }
}
