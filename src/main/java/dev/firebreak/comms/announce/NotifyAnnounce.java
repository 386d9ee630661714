package dev.firebreak.comms.announce;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ANNOUNCEMENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.NotificationDelivery;
import dev.firebreak.comms.delivery.NotificationDelivery.Policy;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.incident.Timeline;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Sends an announcement to the audiences of an incident. One bad address does not stop the others. */
@Component
class NotifyAnnounce implements ExternalTaskHandler {

    private static final String WHO = "announcements";
    private static final List<Duration> RETRIES = Policy.ANNOUNCEMENT.retries();

    private final Catalog catalog;
    private final PublicationCheck publication;
    private final MessageModel model;
    private final MessageTemplates templates;
    private final NotificationDelivery delivery;
    private final Timeline timeline;

    NotifyAnnounce(
            Catalog catalog,
            PublicationCheck publication,
            MessageModel model,
            MessageTemplates templates,
            NotificationDelivery delivery,
            Timeline timeline) {
        this.catalog = catalog;
        this.publication = publication;
        this.model = model;
        this.templates = templates;
        this.delivery = delivery;
        this.timeline = timeline;
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
        if (audiences.get(true).isEmpty()) {
            recordNobody(task, kind, audiences.get(false));
            return Map.of("announced", 0L);
        }
        var message = templates.write(kind, model.of(task.incident(), publication.words(task, kind)));
        var key = new NotificationKey(task.incident(), kind + "." + task.id(), false);
        var result = delivery.deliver(
                Policy.ANNOUNCEMENT,
                key,
                List.of(people(audiences.get(true))),
                person -> message,
                records -> {
                    recordRefused(task, kind, audiences.get(false));
                    new AnnouncementTimeline(kind, records).writeTo(timeline, key.incident(), WHO);
                });
        return Map.of("announced", (long) result.reached());
    }

    private void recordNobody(ExternalTask task, String kind, List<String> refused) {
        if (refused.isEmpty()) {
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

    /** Each contact once, even if several audiences contain it. */
    private List<Contact> people(List<String> audiences) {
        var people = new LinkedHashMap<String, Contact>();
        audiences.stream()
                .flatMap(name -> contacts(name).stream())
                .forEach(person -> people.putIfAbsent(person.id(), person));
        return List.copyOf(people.values());
    }

    private List<Contact> contacts(String audience) {
        return catalog.audiences().getOrDefault(audience, List.of());
    }
}
