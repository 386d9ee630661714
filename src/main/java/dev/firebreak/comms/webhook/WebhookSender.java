package dev.firebreak.comms.webhook;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.comms.delivery.NotificationDelivery;
import dev.firebreak.comms.webhook.WebhookSettings.Webhook;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.incident.IncidentMembers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends events to their receivers: hand over, retry, give up, record, as announcements do. Each receiver has a thread
 * of its own, so one that hangs delays neither pages nor other receivers. An event is sent at least once, always with the
 * same {@code webhook-id} and body; the events of an incident are sent in their order.
 */
@Component
class WebhookSender implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

    private static final Duration POLL_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    /** Longer than any time-out: another node takes an event over only if this one has died. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final int MAX_IN_A_ROUND = 200;
    private static final NotificationDelivery.Policy POLICY = NotificationDelivery.Policy.ANNOUNCEMENT;
    private static final List<Duration> WAITS = POLICY.retries();

    private final WebhookSettings settings;
    private final WebhookQueue queue;
    private final WebhookClient client;
    private final Tickets tickets;
    private final IncidentMembers members;
    private final Secrets secrets;
    private final Clock clock;
    private final List<BackgroundLoop> loops;

    WebhookSender(
            WebhookSettings settings,
            WebhookQueue queue,
            WebhookClient client,
            Tickets tickets,
            IncidentMembers members,
            Secrets secrets,
            Clock clock) {
        this.settings = settings;
        this.queue = queue;
        this.client = client;
        this.tickets = tickets;
        this.members = members;
        this.secrets = secrets;
        this.clock = clock;
        this.loops = settings.webhooks().keySet().stream()
                .map(name ->
                        new BackgroundLoop(DatabaseBulkhead.STEPS, "webhook-" + name, POLL_EVERY, () -> sendDue(name)))
                .toList();
    }

    /** Adds what is new and sends what is due. */
    void sendDue(String name) {
        var webhook = settings.webhooks().get(name);
        queue.register(name);
        if (queue.isDisabled(name, webhook)) {
            return;
        }
        queue.add(name, webhook);
        for (var sent = 0; sent < MAX_IN_A_ROUND; sent++) {
            var next = queue.claim(name, LEASE);
            if (next.isEmpty() || !send(next.get(), webhook)) {
                return;
            }
        }
    }

    /** Returns whether the receiver takes more. */
    private boolean send(WebhookQueue.Queued event, Webhook webhook) {
        if (!webhook.membersOnly() && members.isRestricted(event.incident())) {
            queue.settle(event, DeliveryState.REFUSED, "the incident is for its members only by now");
            return true;
        }
        var now = clock.instant();
        WebhookSignature signature;
        try {
            signature = WebhookSignature.with(secrets.reveal(webhook.secret()));
        } catch (RuntimeException e) { // no value, or not one of the standard's form; the message never has the value
            return retry(event, webhook.secret() + ": " + e.getMessage(), now, Duration.ZERO);
        }
        var id = "msg_" + event.id();
        var seconds = now.getEpochSecond();
        var answer = client.post(webhook, id, seconds, signature.of(id, seconds, event.body()), event.body());
        if (answer.isAccepted()) {
            if (webhook.tracker()) {
                tickets.keep(event.incident(), event.webhook(), answer.body());
            }
            queue.settle(event, DeliveryState.SENT, null);
            return true;
        }
        if (answer.isGone()) {
            log.warn("The webhook {} answers 410: it gets no more events until its address changes", event.webhook());
            queue.disable(event.webhook(), webhook);
            queue.settle(event, DeliveryState.REFUSED, "the receiver answers 410, gone");
            return false;
        }
        return retry(
                event, "the receiver " + answer.words(), now, answer.pause().orElse(Duration.ZERO));
    }

    /** Gives up where the policy ends. */
    private boolean retry(WebhookQueue.Queued event, String why, Instant now, Duration pause) {
        if (!now.isBefore(event.createdAt().plus(POLICY.lasting()))) {
            log.warn(
                    "Gave up the event {} of {} for the webhook {}: {}",
                    event.type(),
                    event.incident(),
                    event.webhook(),
                    why);
            queue.settle(event, DeliveryState.GIVEN_UP, why);
            return true;
        }
        var wait = WAITS.get(Math.min(event.attempts(), WAITS.size() - 1));
        queue.retry(event, why, now.plus(wait.compareTo(pause) > 0 ? wait : pause));
        return pause.isZero();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return loops;
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
