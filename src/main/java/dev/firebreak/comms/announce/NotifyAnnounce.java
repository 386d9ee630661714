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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Sends an announcement to the audiences of an incident. One bad address does not stop the others. */
@Component
class NotifyAnnounce implements ExternalTaskHandler {

    private static final String WHO = "announcements";
    private static final List<Duration> RETRIES = Policy.ANNOUNCEMENT.retries();

    private final Catalog catalog;
    private final MessageModel model;
    private final MessageTemplates templates;
    private final NotificationDelivery delivery;
    private final Timeline timeline;

    NotifyAnnounce(
            Catalog catalog,
            MessageModel model,
            MessageTemplates templates,
            NotificationDelivery delivery,
            Timeline timeline) {
        this.catalog = catalog;
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
        var people = audience(task.get(AUDIENCES));
        var message = templates.write(kind, model.of(task.incident(), task.variables()));
        var key = new NotificationKey(task.incident(), kind + "." + task.id(), false);
        var result = delivery.deliver(
                Policy.ANNOUNCEMENT,
                key,
                List.of(people),
                person -> message,
                records -> new AnnouncementTimeline(kind, records).writeTo(timeline, key.incident(), WHO));
        if (people.isEmpty()) {
            timeline.add(key.incident(), "Nobody to announce to (" + kind + "): the audience has no contacts", WHO);
        }
        return Map.of("announced", (long) result.reached());
    }

    /** Each contact once, even if several audiences contain it. */
    private List<Contact> audience(String names) {
        var people = new LinkedHashMap<String, Contact>();
        Arrays.stream(names.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .flatMap(name -> catalog.audiences().getOrDefault(name, List.of()).stream())
                .forEach(person -> people.putIfAbsent(person.id(), person));
        return List.copyOf(people.values());
    }
}
