package dev.firebreak.oncall.paging;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.oncall.ack.AckLinks;
import dev.firebreak.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the message of a page to one person. Each try contains a new acknowledge link; earlier links stay valid. */
@Component
class PageMessages {

    /** How many incidents a bundle names; its link lists all. */
    private static final int LISTED = 50;

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
        var link = links.acknowledge(acks.issue(page.key().incident(), to.id(), page.level()));
        facts.put("acknowledge", List.of(acknowledge(page, link)));
        return templates
                .write(page.policy().escalates() ? "page" : "notice", facts)
                .with(link);
    }

    /** Writes one message for the pages of several incidents, with one link that acknowledges all. */
    Message bundle(Contact to, List<NotificationKey> pages) {
        var token = acks.issue(
                to.id(),
                pages.stream()
                        .map(page -> new AckLinks.Paged(page.incident(), Page.level(page)))
                        .toList());
        var listed = pages.stream().limit(LISTED).map(this::listed).toList();
        var facts = new HashMap<>(listed.get(0));
        facts.put("mark", mark(listed));
        facts.put("count", pages.size());
        facts.put("who", Text.shown(to.name(), 80));
        var link = links.acknowledge(token);
        facts.put("link", link);
        facts.put("minutes", AckLinks.VALID.toMinutes());
        facts.put("incidents", listed);
        facts.put("more", pages.size() > LISTED ? List.of(pages.size() - LISTED) : List.of());
        facts.put("all", links.board());
        return templates.write("page-bundle", facts).with(link);
    }

    private Map<String, Object> listed(NotificationKey page) {
        var facts = model.identity(page.incident());
        facts.put("level", Page.level(page));
        return facts;
    }

    /** The worst comes first: what is P3 or less wakes nobody. */
    private static String mark(List<Map<String, Object>> listed) {
        var worst = listed.get(0).get("severity").toString();
        return worst.matches("P[3-5]") ? worst : "PAGE " + worst;
    }

    private static Map<String, Object> acknowledge(Page page, String link) {
        return Map.of(
                "link",
                link,
                "minutes",
                AckLinks.VALID.toMinutes(),
                "then",
                page.policy() == PagingPolicy.ALL ? "everyone on call is paged again" : "the next level is paged",
                "within",
                page.within() == null
                        ? "the time this severity allows"
                        : page.within().toMinutes() + " min");
    }
}
