package dev.firebreak.comms.announce;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ANNOUNCEMENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DispatchResult;
import dev.firebreak.comms.delivery.NotDelivered;
import dev.firebreak.comms.delivery.NotificationDispatcher;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.incident.Timeline;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells the audiences of an incident what is known. One bad address stops nobody else's news. */
@Component
public class NotifyAnnounce implements ExternalTaskHandler {

    /** So long one mailbox that says "not now" may hold up the process, once others have been reached. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String WHO = "announcements";
    private static final List<Duration> RETRIES = retriesForADay();

    private final Catalog catalog;
    private final MessageModel model;
    private final MessageTemplates templates;
    private final NotificationDispatcher dispatcher;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final Clock clock;

    public NotifyAnnounce(
            Catalog catalog,
            MessageModel model,
            MessageTemplates templates,
            NotificationDispatcher dispatcher,
            Deliveries deliveries,
            Timeline timeline,
            Clock clock) {
        this.catalog = catalog;
        this.model = model;
        this.templates = templates;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.clock = clock;
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
            // Tracked without telling anybody (guarantees.md A046).
            return Map.of("announced", 0L);
        }
        var people = audience(task.get(AUDIENCES));
        var message = templates.write(kind, model.of(task.incident(), task.variables()));
        var key = new NotificationKey(task.incident(), kind + "." + task.id(), false);
        var reached = handAll(key, people, message);
        tell(key, kind, people);
        return Map.of("announced", reached);
    }

    private long handAll(NotificationKey key, List<Contact> people, Message message) {
        var answers = new ArrayList<DispatchResult>();
        people.forEach(person -> answers.add(dispatcher.hand(key, person, () -> message)));
        var reached = Collections.frequency(answers, DispatchResult.REACHED);
        var waiting = Collections.frequency(answers, DispatchResult.NOT_YET);
        if (waiting > 0 && (reached == 0 || isFresh(key))) {
            throw new NotDelivered(key, deliveries.of(key));
        }
        deliveries.giveUp(key);
        return reached;
    }

    private boolean isFresh(NotificationKey key) {
        return deliveries
                .dueSince(key)
                .map(since -> since.plus(PATIENCE).isAfter(clock.instant()))
                .orElse(false);
    }

    private void tell(NotificationKey key, String kind, List<Contact> people) {
        if (people.isEmpty()) {
            timeline.add(key.incident(), "Nobody to announce to (" + kind + "): the audience has no contacts", WHO);
        }
        dispatcher.chronicle(
                key, lines -> new AnnouncementTimeline(kind, lines).writeTo(timeline, key.incident(), WHO));
    }

    /** Each person once, whatever audiences they are in. */
    private List<Contact> audience(String names) {
        var people = new LinkedHashMap<String, Contact>();
        Arrays.stream(names.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .flatMap(name -> catalog.audiences().getOrDefault(name, List.of()).stream())
                .forEach(person -> people.putIfAbsent(person.id(), person));
        return List.copyOf(people.values());
    }

    private static List<Duration> retriesForADay() {
        var waits = new ArrayList<>(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1)));
        waits.addAll(Collections.nCopies(288, Duration.ofMinutes(5)));
        return List.copyOf(waits);
    }
}
