package dev.firebreak.oncall.paging;

import static dev.firebreak.comms.delivery.NotificationDelivery.Policy.PAGE;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.NotDelivered;
import dev.firebreak.comms.delivery.NotificationDelivery;
import dev.firebreak.comms.delivery.NotificationDelivery.Messages;
import dev.firebreak.comms.message.Message;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.PracticeRecipients;
import dev.firebreak.incident.PracticeRecipients.Recipients;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends one page to the people of its escalation policy until one of them has it. Repeating a call is harmless. */
@Component
public class Pager {

    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);

    private final EscalationLadder ladder;
    private final PageMessages messages;
    private final NotificationDelivery delivery;
    private final Timeline timeline;
    private final IncidentMembers members;
    private final PracticeRecipients recipients;
    private final CurrentCatalog catalog;
    private final Clock clock;

    Pager(
            EscalationLadder ladder,
            PageMessages messages,
            NotificationDelivery delivery,
            Timeline timeline,
            IncidentMembers members,
            PracticeRecipients recipients,
            CurrentCatalog catalog,
            Clock clock) {
        this.ladder = ladder;
        this.messages = messages;
        this.delivery = delivery;
        this.timeline = timeline;
        this.members = members;
        this.recipients = recipients;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Answers how many people have the page. The page of a sample goes to the person who sent the sample, that of a drill
     * to its participants, and to no other.
     *
     * @throws NotDelivered while the page has to be sent again; the timeline then already shows who has it
     */
    public int page(Page page) {
        var practice = recipients.of(page.key().incident());
        if (practice.isPresent() && people(practice.get()).isEmpty()) {
            timeline.add(page.key().incident(), nobody(practice.get()), "paging");
            return 0;
        }
        var groups = practice.map(these -> List.of(people(these)))
                .orElseGet(() -> ladder.groups(page.policy(), page.level(), clock.instant()));
        var result = delivery.deliver(
                PAGE,
                page.key(),
                groups,
                new Messages() {
                    @Override
                    public Message write(Contact person) {
                        join(page.key(), person.id());
                        return messages.write(page, person);
                    }

                    @Override
                    public Message bundle(Contact person, List<NotificationKey> pages) {
                        pages.forEach(key -> join(key, person.id()));
                        return messages.bundle(person, pages);
                    }
                },
                records -> {
                    // Where no channel is configured nobody hears of it, but somebody has to see it.
                    records.forEach(record -> join(page.key(), record.person()));
                    PageTimeline.write(timeline, page, records);
                });
        if (result.unreachable()) {
            reportNobody(page);
        }
        return result.reached();
    }

    private List<Contact> people(Recipients practice) {
        return practice.people().stream()
                .flatMap(person -> catalog.current().contact(person).stream())
                .filter(Contact::isPerson)
                .toList();
    }

    private static String nobody(Recipients practice) {
        return "A " + practice.kind() + " pages only "
                + (practice.kind().equals("sample") ? "who sent it" : "its participants")
                + ", and the catalogue has no contact "
                + String.join(", ", practice.people());
    }

    /** Who is paged about a security incident may see it. */
    private void join(NotificationKey page, String person) {
        members.add(page.incident(), person, IncidentMembers.Part.PAGED);
    }

    private void reportNobody(Page page) {
        LOG.error("{}: no contact could be paged at level {}", page.key().incident(), page.level());
        timeline.add(
                page.key().incident(),
                "NOBODY COULD BE PAGED (level " + page.level() + "): look at the catalogue's rotas and contacts",
                "paging");
    }
}
