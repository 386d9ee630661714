package dev.firebreak.comms.announce;

import static dev.firebreak.comms.message.Readers.CUSTOMERS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ANNOUNCEMENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RECIPIENTS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CustomersInformed;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.NotificationDelivery;
import dev.firebreak.comms.delivery.NotificationDelivery.Policy;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.PracticeRecipients;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CustomerMessageWanted;
import dev.firebreak.text.Hash;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
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

    /** Messages that concern colleagues only: no commander is asked to reword them for customers. */
    private static final Set<String> FOR_COLLEAGUES =
            Set.of("postmortem-overdue", "postmortem-escalated", "change-overdue");

    /** Messages that go to people by their logins, if they are members of the incident. */
    private static final Set<String> FOR_LEADS = Set.of("time-box-missed", "update-missed", "hand-over");

    private static final String UPDATE = "update";

    /** Said once in an incident, whatever process says it: one that was lost and started again repeats nothing. */
    private static final Set<String> ONCE = Set.of("initial");

    private static final List<Duration> RETRIES = Policy.ANNOUNCEMENT.retries();

    private final AudienceMessages messages;
    private final PublicationCheck publication;
    private final MessageModel model;
    private final NotificationDelivery delivery;
    private final Timeline timeline;
    private final IncidentMembers members;
    private final PracticeRecipients recipients;
    private final ApplicationEventPublisher events;

    NotifyAnnounce(
            AudienceMessages messages,
            PublicationCheck publication,
            MessageModel model,
            NotificationDelivery delivery,
            Timeline timeline,
            IncidentMembers members,
            PracticeRecipients recipients,
            ApplicationEventPublisher events) {
        this.messages = messages;
        this.publication = publication;
        this.model = model;
        this.delivery = delivery;
        this.timeline = timeline;
        this.members = members;
        this.recipients = recipients;
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
        if (FOR_LEADS.contains(kind)) {
            return announceToLeads(task, kind);
        }
        if (task.get(AUDIENCES) == null) {
            // This severity has no audience (guarantees.md A046).
            return Map.of("announced", 0L);
        }
        var practice = recipients.of(task.incident());
        if (practice.isPresent()) {
            var whom = practice.get().kind().equals("sample") ? "its sender" : "its participants";
            var why = "only " + whom + " hears of a " + practice.get().kind();
            return announceTo(practice.get().people(), whom, task, kind, why.replace("ants hears", "ants hear"));
        }
        if (members.isRestricted(task.incident())) {
            return announceToMembers(task, kind);
        }
        var audiences = PublicationCheck.names(task.get(AUDIENCES)).stream()
                .filter(name -> !messages.contacts(name).isEmpty())
                .collect(Collectors.partitioningBy(name -> publication.mayHear(name, task, kind)));
        var refused = askCommander(task, kind, audiences.get(false));
        if (audiences.get(true).isEmpty()) {
            recordNobody(task, kind, audiences.get(false), refused);
            return Map.of("announced", 0L);
        }
        publish(task, kind, audiences.get(true));
        return Map.of(
                "announced",
                deliver(
                        task,
                        kind,
                        messages.of(audiences.get(true), kind, facts(task, kind)),
                        () -> recordRefused(task, kind, refused)));
    }

    /** Before it is sent: if this node dies in between, the next try publishes the same once more, which changes nothing. */
    private void publish(ExternalTask task, String kind, List<String> told) {
        var outside = told.stream()
                .filter(name -> publication.readers(name) == CUSTOMERS)
                .toList();
        if (kind.equals(UPDATE) && !outside.isEmpty()) {
            var key = UPDATE + "." + task.id();
            events.publishEvent(new CustomersInformed(task.incident(), outside, task.get(UPDATE_TEXT), key));
        }
    }

    /** A security incident is its members' business, whatever the severity's audiences are (guarantees.md H29). */
    private Map<String, Object> announceToMembers(ExternalTask task, String kind) {
        var people = members.of(task.incident()).stream()
                .map(IncidentMembers.Member::person)
                .toList();
        return announceTo(people, "members", task, kind, "only members hear of a security incident");
    }

    private Map<String, Object> announceToLeads(ExternalTask task, String kind) {
        var people = task.get(RECIPIENTS) == null ? List.<String>of() : PublicationCheck.names(task.get(RECIPIENTS));
        var insiders = members.of(task.incident()).stream()
                .map(IncidentMembers.Member::person)
                .toList();
        var written =
                messages.toPeople(people.stream().filter(insiders::contains).toList(), kind, facts(task, kind));
        return Map.of("announced", written.isEmpty() ? 0L : deliver(task, kind, written, () -> {}));
    }

    private Map<String, Object> announceTo(
            List<String> logins, String whom, ExternalTask task, String kind, String why) {
        var written = messages.toPeople(logins, kind, facts(task, kind));
        var instead = "not to " + task.get(AUDIENCES) + ": " + why;
        if (written.isEmpty()) {
            timeline.add(task.incident(), "Announced (" + kind + ") to nobody, " + instead, WHO);
            return Map.of("announced", 0L);
        }
        return Map.of(
                "announced",
                deliver(
                        task,
                        kind,
                        written,
                        () -> timeline.add(
                                task.incident(), "Announced (" + kind + ") to " + whom + ", " + instead, WHO)));
    }

    private Map<String, Object> facts(ExternalTask task, String kind) {
        return model.of(task.incident(), publication.words(task.incident(), task.variables(), kind));
    }

    private long deliver(ExternalTask task, String kind, Map<Contact, Message> written, Runnable first) {
        var key = new NotificationKey(task.incident(), ONCE.contains(kind) ? kind : kind + "." + task.id(), false);
        var result = delivery.deliver(
                Policy.ANNOUNCEMENT, key, List.of(List.copyOf(written.keySet())), each(written), records -> {
                    first.run();
                    new AnnouncementTimeline(kind, records).writeTo(timeline, key.incident(), WHO);
                });
        return result.reached();
    }

    /**
     * Asks a commander to write to customers for whom nothing was written, and to everybody whom an update that no
     * commander gave was for. Returns the other audiences, which just don't hear this announcement.
     */
    private List<String> askCommander(ExternalTask task, String kind, List<String> unheard) {
        var asked = unheard.stream()
                .filter(name -> !FOR_COLLEAGUES.contains(kind))
                .filter(name -> kind.equals(UPDATE) || publication.readers(name) == CUSTOMERS)
                .toList();
        if (!asked.isEmpty()) {
            var audiences = String.join(",", asked);
            events.publishEvent(
                    new CustomerMessageWanted(task.incident(), kind, audiences, key(task, kind, audiences)));
        }
        // What an update says goes out as it is or not at all, so the timeline says that it did not.
        return kind.equals(UPDATE)
                ? unheard
                : unheard.stream().filter(name -> !asked.contains(name)).toList();
    }

    /** One task for each update, however often a model announces it. */
    private static String key(ExternalTask task, String kind, String audiences) {
        if (kind.equals(UPDATE)) {
            return "untold.update." + Hash.sha256(audiences + "\n" + task.get(UPDATE_TEXT));
        }
        return "untold." + (ONCE.contains(kind) ? kind : task.id());
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
}
