package dev.firebreak.postmortem.reminder;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.NotificationDelivery;
import dev.firebreak.comms.delivery.NotificationDelivery.Policy;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.action.ActionItems;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reminds the owner of an action item a day before it is due and when it is overdue, and tells the incident's commander
 * when it is overdue for three days. Each message has a key of its own, so two nodes, and a node that was killed, send it
 * once. An owner who is no contact of the catalogue is not reminded; the page shows what is overdue.
 */
@Component
class ActionReminders implements BackgroundWork {

    private static final int ESCALATED_AFTER = 3;
    private static final Duration EVERY = Duration.ofHours(1);
    private static final String WHO = "post-mortem";

    private static final Logger log = LoggerFactory.getLogger(ActionReminders.class);

    private final ActionItems items;
    private final Incidents incidents;
    private final IncidentMembers members;
    private final Timeline timeline;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final MessageModel model;
    private final MessageTemplates templates;
    private final NotificationDelivery delivery;
    private final NodeGate gate;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(STEPS, "action-reminders", EVERY, this::remind);

    ActionReminders(
            ActionItems items,
            Incidents incidents,
            IncidentMembers members,
            Timeline timeline,
            CurrentCatalog catalog,
            DisplayNames names,
            MessageModel model,
            MessageTemplates templates,
            NotificationDelivery delivery,
            NodeGate gate,
            Clock clock) {
        this.items = items;
        this.incidents = incidents;
        this.members = members;
        this.timeline = timeline;
        this.catalog = catalog;
        this.names = names;
        this.model = model;
        this.templates = templates;
        this.delivery = delivery;
        this.gate = gate;
        this.clock = clock;
    }

    /** Sends what is due. One item that can't be told of does not stop the others. */
    void remind() {
        if (!gate.isOpen()) {
            return;
        }
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (var item : items.due(today.plusDays(1))) {
            try {
                remind(item, today);
            } catch (RuntimeException e) {
                log.info(
                        "Nobody was reminded of action item {}; the next round tries again: {}",
                        item.id(),
                        e.toString());
            }
        }
    }

    private void remind(ActionItem item, LocalDate today) {
        var isOverdue = item.due().isBefore(today);
        send(item, isOverdue ? "overdue" : "due", item.owner());
        if (item.due().plusDays(ESCALATED_AFTER).isBefore(today)) {
            send(item, "escalated", incidents.get(item.incident()).commander());
        }
    }

    /** A new due date is a new occasion. */
    private void send(ActionItem item, String occasion, String to) {
        contact(to)
                .filter(it -> mayKnow(item, it))
                .ifPresent(contact -> delivery.deliver(
                        Policy.ANNOUNCEMENT,
                        new NotificationKey(
                                item.incident(), "action-" + occasion + "." + item.id() + "." + item.due(), false),
                        List.of(List.of(contact)),
                        messages(item, occasion),
                        sent -> timeline.add(
                                item.incident(),
                                contact.name() + " is reminded of action item " + item.id() + " (" + occasion + ")",
                                WHO)));
    }

    private boolean mayKnow(ActionItem item, Contact contact) {
        return !members.isRestricted(item.incident())
                || members.of(item.incident()).stream()
                        .anyMatch(it -> it.person().equals(contact.id()));
    }

    private Optional<Contact> contact(String owner) {
        return owner == null ? Optional.empty() : catalog.current().contact(owner.strip());
    }

    private NotificationDelivery.Messages messages(ActionItem item, String occasion) {
        var facts = model.identity(item.incident());
        facts.put("action", item.description());
        facts.put("actionId", item.id());
        facts.put(
                "owner", item.owner() == null ? "nobody" : names.of(item.owner().strip()));
        facts.put("due", item.due().toString());
        facts.put("occasion", occasion);
        var message = templates.write("action-due", facts);
        return new NotificationDelivery.Messages() {

            @Override
            public Message write(Contact to) {
                return message;
            }

            /** Reminders are never bundled. */
            @Override
            public Message bundle(Contact to, List<NotificationKey> pages) {
                return message;
            }
        };
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
