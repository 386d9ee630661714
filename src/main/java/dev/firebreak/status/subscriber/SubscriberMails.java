package dev.firebreak.status.subscriber;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.channel.PlainMails;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.Backoff;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.status.subscriber.StatusMails.Ended;
import dev.firebreak.status.subscriber.StatusMails.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends the mails of the status page: a few each second, never while a page is due, each tried for a day. The incident's
 * page shows one delivery for all of them, without their addresses.
 */
@Component
class SubscriberMails implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(SubscriberMails.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LASTING = Duration.ofDays(1);
    private static final Backoff BACKOFF = Backoff.upTo(Duration.ofMinutes(15));
    private static final int SECONDS = 60;

    private final StatusMails waiting;
    private final MailTexts texts;
    private final PlainMails mails;
    private final Deliveries deliveries;
    private final SubscriberSettings settings;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(DatabaseBulkhead.STEPS, "status-mails", EVERY, this::round);

    SubscriberMails(
            StatusMails waiting,
            MailTexts texts,
            PlainMails mails,
            Deliveries deliveries,
            SubscriberSettings settings,
            Clock clock) {
        this.waiting = waiting;
        this.texts = texts;
        this.mails = mails;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes what is new and sends the share of a second. */
    void round() {
        waiting.makeNew();
        waiting.forgetHidden();
        for (var sent = 0; sent < Math.max(1, settings.perMinute() / SECONDS); sent++) {
            if (mails.missing().isPresent() || deliveries.isPageWaiting() || !sendNext()) {
                break;
            }
        }
        waiting.ended().forEach(this::record);
    }

    /** Returns whether the server took it, so that there may be more. */
    private boolean sendNext() {
        var next = waiting.claim(LEASE);
        if (next.isEmpty()) {
            return false;
        }
        var mail = next.get();
        if (!texts.shows(mail)) {
            waiting.settle(mail, false);
            return true;
        }
        try {
            waiting.settle(mail, mails.send(texts.of(mail)) instanceof DeliveryResult.Delivered);
            return true;
        } catch (RuntimeException later) {
            again(mail, later);
            return false;
        }
    }

    private void again(Waiting mail, RuntimeException why) {
        var now = clock.instant();
        if (now.isAfter(mail.createdAt().plus(LASTING))) {
            log.warn("Gave up a mail of the status page: {}", why.toString());
            waiting.settle(mail, false);
            return;
        }
        waiting.retry(mail, now.plus(BACKOFF.after(mail.attempts())));
    }

    private void record(Ended post) {
        var all = post.sent() + post.failed();
        if (all == 0) {
            return;
        }
        var key = new NotificationKey(new IncidentId(post.incident()), "status-mail." + post.post(), false);
        var to = new Contact("status.subscribers", all + " subscribers of the status page", null);
        deliveries.due(key, to, "mail");
        deliveries.settle(
                key,
                to,
                "mail",
                post.sent() > 0 ? DeliveryState.SENT : DeliveryState.REFUSED,
                post.failed() == 0 ? null : post.failed() + " of " + all + " mails were refused");
    }

    @Override
    public void start() {
        if (settings.enabled()) {
            BackgroundWork.super.start();
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
