package dev.firebreak.comms.template;

import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.comms.message.PlaceholderUnresolved;
import dev.firebreak.comms.message.Readers;
import dev.firebreak.comms.message.TemplateTexts;
import dev.firebreak.web.FieldInvalid;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows what each template becomes, and what a changed one would. Changes nothing. */
@Component
public class MessagePreviews {

    /** The templates, by their names in the folder. */
    static final List<String> NAMES = List.of(
            "initial.txt",
            "update.txt",
            "resolved.txt",
            "severity-changed.txt",
            "executives/initial.txt",
            "executives/update.txt",
            "executives/resolved.txt",
            "customers/initial.txt",
            "customers/update.txt",
            "customers/resolved.txt",
            "page.txt",
            "page-bundle.txt",
            "notice.txt",
            "time-box-missed.txt",
            "update-missed.txt",
            "hand-over.txt",
            "postmortem-overdue.txt",
            "postmortem-escalated.txt",
            "action-due.txt",
            "change-overdue.txt",
            "test-page.txt");

    private final TemplateTexts texts;
    private final MessageTemplates templates;

    MessagePreviews(TemplateTexts texts, MessageTemplates templates) {
        this.texts = texts;
        this.templates = templates;
    }

    /**
     * A template with its message about an invented incident.
     *
     * @param readers in words
     * @param isOwn whether it is the site's own
     * @param problem why there is no message; null if there is one
     */
    public record Shown(
            String name, String readers, boolean isOwn, String template, String subject, String text, String problem) {}

    /** All templates. */
    public List<Shown> all() {
        return NAMES.stream()
                .map(name -> shown(name, texts.find(name).orElse("")))
                .toList();
    }

    /**
     * What a text would become as the template of this name.
     *
     * @throws FieldInvalid if there is no such template
     */
    public Shown of(String name, String text) {
        if (!NAMES.contains(name)) {
            throw new FieldInvalid("name", "must be one of " + NAMES);
        }
        return shown(name, text.replace("\r\n", "\n"));
    }

    private Shown shown(String name, String text) {
        var readers = switch (Readers.of(name)) {
            case INTERNAL -> "colleagues";
            case EXECUTIVES -> "executives";
            case CUSTOMERS -> "customers";
        };
        try {
            var message = rendered(name, text);
            return new Shown(name, readers, texts.isOwn(name), text, message.subject(), message.text(), null);
        } catch (PlaceholderUnresolved e) {
            return new Shown(name, readers, texts.isOwn(name), text, "", "", e.getMessage());
        }
    }

    /** Throws {@link PlaceholderUnresolved} if the text is no template of this name. */
    Message rendered(String name, String text) {
        templates.render(name, text, TemplateSample.otherwise());
        return templates.render(name, text, TemplateSample.facts());
    }
}
