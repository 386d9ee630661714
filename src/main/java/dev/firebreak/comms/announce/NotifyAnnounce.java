package dev.firebreak.comms.announce;

import static dev.firebreak.comms.message.Readers.CUSTOMERS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ANNOUNCEMENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.NotificationDelivery;
import dev.firebreak.comms.delivery.NotificationDelivery.Policy;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.comms.message.Readers;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CustomerMessageWanted;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Sends an announcement to the audiences of an incident, each in the words that were written for its readers. One bad
 * address does not stop the others.
 */
@Component
class NotifyAnnounce implements ExternalTaskHandler {

    private static final String WHO = "announcements";

    /** An update that no commander gave, and a message that concerns colleagues only: nobody writes these anew. */
    private static final Set<String> KNOWN_UNWRITTEN = Set.of("update", "postmortem-overdue");

    private static final List<Duration> RETRIES = Policy.ANNOUNCEMENT.retries();

    private final Catalog catalog;
    private final PublicationCheck publication;
    private final MessageModel model;
    private final MessageTemplates templates;
    private final NotificationDelivery delivery;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    NotifyAnnounce(
            Catalog catalog,
            PublicationCheck publication,
            MessageModel model,
            MessageTemplates templates,
            NotificationDelivery delivery,
            Timeline timeline,
            ApplicationEventPublisher events) {
        this.catalog = catalog;
        this.publication = publication;
        this.model = model;
        this.templates = templates;
        this.delivery = delivery;
        this.timeline = timeline;
        this.events = events;
    }

    @Override
    public String topic() {
        return "notify.announce";
    }

    @Override
    public List<Duration> retries() {
        return RETRIES;
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) {
        var kind = task.get(ANNOUNCEMENT);
        if (task.get(AUDIENCES) == null) {
            // This severity has no audience (guarantees.md A046).
            return Map.of("announced", 0L);
        }
        var audiences = PublicationCheck.names(task.get(AUDIENCES)).stream()
                .filter(name -> !contacts(name).isEmpty())
                .collect(Collectors.partitioningBy(name -> publication.mayHear(name, task, kind)));
        var refused = askCommander(task, kind, audiences.get(false));
        if (audiences.get(true).isEmpty()) {
            recordNobody(task, kind, audiences.get(false), refused);
            return Map.of("announced", 0L);
        }
        var messages = messages(task, kind, audiences.get(true));
        var key = new NotificationKey(task.incident(), kind + "." + task.id(), false);
        var result = delivery.deliver(
                Policy.ANNOUNCEMENT, key, List.of(List.copyOf(messages.keySet())), each(messages), records -> {
                    recordRefused(task, kind, refused);
                    new AnnouncementTimeline(kind, records).writeTo(timeline, key.incident(), WHO);
                });
        return Map.of("announced", (long) result.reached());
    }

    /**
     * Asks a commander to write to customers for whom nothing was written. Returns the other audiences, which just don't
     * hear this announcement.
     */
    private List<String> askCommander(ExternalTask task, String kind, List<String> unheard) {
        var customers = unheard.stream()
                .filter(name -> publication.readers(name) == CUSTOMERS && !KNOWN_UNWRITTEN.contains(kind))
                .toList();
        if (!customers.isEmpty()) {
            events.publishEvent(new CustomerMessageWanted(
                    task.incident(), kind, String.join(",", customers), "untold." + task.id()));
        }
        return unheard.stream().filter(name -> !customers.contains(name)).toList();
    }

    private void recordNobody(ExternalTask task, String kind, List<String> unheard, List<String> refused) {
        if (unheard.isEmpty()) {
            timeline.add(task.incident(), "Nobody to announce to (" + kind + "): the audience has no contacts", WHO);
        }
        recordRefused(task, kind, refused);
    }

    private void recordRefused(ExternalTask task, String kind, List<String> refused) {
        if (!refused.isEmpty()) {
            timeline.add(
                    task.incident(),
                    "Not announced (" + kind + ") to " + String.join(", ", refused)
                            + ": no commander gave this text for them",
                    WHO);
        }
    }

    /** The message of each contact, even if several audiences contain it: an internal one counts first. */
    private Map<Contact, Message> messages(ExternalTask task, String kind, List<String> audiences) {
        var facts = model.of(task.incident(), publication.words(task, kind));
        var messages = new LinkedHashMap<Contact, Message>();
        for (var readers : Readers.values()) {
            var people = audiences.stream()
                    .filter(name -> publication.readers(name) == readers)
                    .flatMap(name -> contacts(name).stream())
                    .toList();
            if (!people.isEmpty()) {
                var message = templates.write(readers, kind, facts);
                people.forEach(person -> messages.putIfAbsent(person, message));
            }
        }
        return messages;
    }

    /** Announcements are never bundled. */
    private static NotificationDelivery.Messages each(Map<Contact, Message> messages) {
        return new NotificationDelivery.Messages() {
            @Override
            public Message write(Contact to) {
                return messages.get(to);
            }

            @Override
            public Message bundle(Contact to, List<NotificationKey> pages) {
                throw new IllegalStateException("an announcement is no page: " + pages);
            }
        };
    }

    private List<Contact> contacts(String audience) {
        return catalog.audiences().getOrDefault(audience, List.of());
    }
}
