package dev.firebreak.oncall.paging;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.oncall.ack.AckLinks;
import dev.firebreak.text.Text;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the message of a page to one person. Each try contains a new acknowledge link; earlier links stay valid. */
@Component
class PageMessages {

    private final MessageModel model;
    private final MessageTemplates templates;
    private final AckLinks acks;
    private final Links links;

    PageMessages(MessageModel model, MessageTemplates templates, AckLinks acks, Links links) {
        this.model = model;
        this.templates = templates;
        this.acks = acks;
        this.links = links;
    }

    Message write(Page page, Contact to) {
        var facts = model.of(page.key().incident(), page.known());
        facts.put("who", Text.shown(to.name(), 80));
        facts.put("level", page.level());
        facts.put("acknowledge", List.of(acknowledge(page, to)));
        return templates.write(page.policy().escalates() ? "page" : "notice", facts);
    }

    private Map<String, Object> acknowledge(Page page, Contact to) {
        var token = acks.issue(page.key().incident(), to.id(), page.level());
        return Map.of(
                "link", links.acknowledge(token),
                "minutes", AckLinks.VALID.toMinutes(),
                "within",
                        page.within() == null
                                ? "the time this severity allows"
                                : page.within().toMinutes() + " min");
    }
}
