package dev.firebreak.oncall;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.Briefing;
import dev.firebreak.comms.Letter;
import dev.firebreak.comms.Letters;
import dev.firebreak.comms.Links;
import dev.firebreak.incident.Text;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes a page to one person. Each try carries a new link; earlier ones that may have arrived stay good. */
@Component
class PageLetters {

    private final Briefing briefing;
    private final Letters letters;
    private final AckLinks acks;
    private final Links links;

    PageLetters(Briefing briefing, Letters letters, AckLinks acks, Links links) {
        this.briefing = briefing;
        this.letters = letters;
        this.acks = acks;
        this.links = links;
    }

    Letter write(Page page, Contact to) {
        var facts = briefing.of(page.errand().incident(), page.known());
        facts.put("who", Text.shown(to.name(), 80));
        facts.put("level", page.level());
        if (!page.paging().demandsAnswer()) {
            return letters.write("notice", facts);
        }
        facts.put("acknowledge", List.of(acknowledge(page, to)));
        return letters.write("page", facts);
    }

    private Map<String, Object> acknowledge(Page page, Contact to) {
        var token = acks.issue(page.errand().incident(), to.id(), page.level());
        return Map.of(
                "link", links.acknowledge(token),
                "minutes", AckLinks.VALID.toMinutes(),
                "within",
                        page.within() == null
                                ? "the time this severity allows"
                                : page.within().toMinutes() + " min");
    }
}
