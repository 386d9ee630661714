package dev.firebreak.comms.message;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.firebreak.comms.message.compile.TemplateCompiler;
import dev.firebreak.text.Text;
import dev.firebreak.worker.NonRetryable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Renders messages from {@code templates/mail}, for customers from {@code templates/mail/customers}; the first line is
 * the subject. The templates have no logic, and data is never rendered as a template (guarantees.md E11). Messages are plain text, because plain text cannot run,
 * load or hide anything (E4) and reads the same on every device.
 */
@Component
public class MessageTemplates {

    private static final Logger LOG = LoggerFactory.getLogger(MessageTemplates.class);

    private static final int SUBJECT = 200;
    /** A site that changes its templates often does not fill the memory. */
    private static final int MOST = 200;

    private static final String SUBJECT_LINE = "Subject: ";

    private final TemplateTexts texts;
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();
    private final TemplateCompiler compiler = new TemplateCompiler();

    MessageTemplates(TemplateTexts texts) {
        this.texts = texts;
    }

    /** Renders one internal message; see {@link #write(Readers, String, Map)}. */
    public Message write(String template, Map<String, Object> facts) {
        return write(Readers.INTERNAL, template, facts);
    }

    /**
     * Renders one message. Readers without a template of their own get the internal one, unless they are customers.
     *
     * @throws PlaceholderUnresolved if the template names a missing fact, so that no incomplete message is sent; where
     *     colleagues read it, the shipped text takes the place of the site's own, since a page must go out
     */
    public Message write(Readers readers, String template, Map<String, Object> facts) {
        var name = readers.file(template);
        var text = texts.find(name);
        if (text.isEmpty() && readers == Readers.EXECUTIVES) {
            return write(Readers.INTERNAL, template, facts);
        }
        var inForce = text.orElseThrow(() -> new NonRetryable("there is no template " + name));
        if (compiled.size() > MOST) {
            compiled.clear();
        }
        try {
            return fill(name, inForce, facts, it -> compiled.computeIfAbsent(it, compiler::compile));
        } catch (PlaceholderUnresolved unfilled) {
            if (readers == Readers.CUSTOMERS || !texts.isOwn(name)) {
                throw unfilled;
            }
            LOG.error("The site's template {} can't be filled, the shipped one is sent instead", name, unfilled);
            return fill(name, texts.shipped(name).orElseThrow(() -> unfilled), facts, compiler::compile);
        }
    }

    /**
     * Renders a text as the template of this name, whether it is in force or not. It is not kept.
     *
     * @throws PlaceholderUnresolved if it is no template, names a fact that its readers don't get, or becomes too long
     */
    public Message render(String name, String text, Map<String, Object> facts) {
        return fill(name, text, facts, compiler::compile);
    }

    private Message fill(String name, String text, Map<String, Object> facts, Function<String, Template> template) {
        if (!text.startsWith(SUBJECT_LINE) || text.indexOf('\n') < 0) {
            throw new PlaceholderUnresolved(name, "its first line must begin with \"" + SUBJECT_LINE + "\"");
        }
        try {
            return split(
                    name, compiler.fill(template.apply(text), Readers.of(name).allowed(facts)));
        } catch (MustacheException missing) {
            throw new PlaceholderUnresolved(name, missing.getMessage());
        }
    }

    private static Message split(String name, String rendered) {
        var end = rendered.indexOf('\n');
        if (end < 0) {
            throw new PlaceholderUnresolved(name, "there is no line below the subject");
        }
        var subject = rendered.substring(SUBJECT_LINE.length(), end);
        return new Message(
                Text.shown(subject, SUBJECT), rendered.substring(end + 1).strip() + "\n");
    }
}
