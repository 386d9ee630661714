package dev.firebreak.comms.message;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.firebreak.text.Text;
import dev.firebreak.worker.NonRetryable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Renders messages from {@code templates/mail}, for customers from {@code templates/mail/customers}; the first line is the subject. The templates have no logic, and
 * data is never rendered as a template (guarantees.md E11). Messages are plain text, because plain text cannot run,
 * load or hide anything (E4) and reads the same on every device.
 */
@Component
public class MessageTemplates {

    private static final int SUBJECT = 200;
    private static final String SUBJECT_LINE = "Subject: ";

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler =
            Mustache.compiler().escapeHTML(false).strictSections(true);

    /** Renders one internal message; see {@link #write(Readers, String, Map)}. */
    public Message write(String template, Map<String, Object> facts) {
        return write(Readers.INTERNAL, template, facts);
    }

    /**
     * Renders one message.
     *
     * @throws PlaceholderUnresolved if the template names a missing fact, so that no incomplete message is sent
     */
    public Message write(Readers readers, String template, Map<String, Object> facts) {
        try {
            return split(templates
                    .computeIfAbsent(readers.file(template), this::compiled)
                    .execute(facts));
        } catch (MustacheException missing) {
            throw new PlaceholderUnresolved(template, missing);
        }
    }

    private static Message split(String rendered) {
        var end = rendered.indexOf('\n');
        var subject = rendered.substring(SUBJECT_LINE.length(), end);
        return new Message(
                Text.shown(subject, SUBJECT), rendered.substring(end + 1).strip() + "\n");
    }

    private Template compiled(String file) {
        try {
            return compiler.compile(new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new NonRetryable("there is no template " + file, gone);
        }
    }
}
