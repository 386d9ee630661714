package dev.firebreak.escalation;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.channel.PlainMail;
import dev.firebreak.comms.channel.PlainMails;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.Backoff;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.escalation.ExternalEscalation.State;
import dev.firebreak.escalation.ExternalEscalations.Due;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Mails approved escalations, each try with the same Message-ID, for a day. The incident's page shows what came of it. */
@Component
class ExternalEscalationSender implements BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LASTING = Duration.ofDays(1);
    private static final Backoff BACKOFF = Backoff.upTo(Duration.ofSeconds(256));
    private static final String WHO = "escalation";
    private static final String MAIL = "mail";

    private final ExternalEscalations escalations;
    private final PlainMails mails;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(DatabaseBulkhead.STEPS, "escalation", EVERY, this::round);

    ExternalEscalationSender(
            ExternalEscalations escalations, PlainMails mails, Deliveries deliveries, Timeline timeline, Clock clock) {
        this.escalations = escalations;
        this.mails = mails;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.clock = clock;
    }

    void round() {
        for (var next = escalations.claim(LEASE); next.isPresent(); next = escalations.claim(LEASE)) {
            send(next.get());
        }
    }

    private void send(Due due) {
        var one = due.escalation();
        if (one.mail() == null) {
            settle(due, State.FAILED, "it was approved without an address");
            return;
        }
        deliveries.due(key(due), contact(due), MAIL);
        try {
            if (mails.missing().isPresent()) {
                throw new IllegalStateException(mails.missing().get());
            }
            var end = one.body().indexOf('\n');
            var mail = new PlainMail(
                    one.mail(),
                    one.body().substring(0, end),
                    one.body().substring(end).strip(),
                    "escalation." + one.id(),
                    null);
            var result = mails.send(mail);
            if (result instanceof DeliveryResult.Refused refused) {
                settle(due, State.FAILED, refused.why());
            } else {
                settle(due, State.SENT, null);
            }
        } catch (RuntimeException later) {
            again(due, String.valueOf(later.getMessage()));
        }
    }

    private void again(Due due, String why) {
        var now = clock.instant();
        var one = due.escalation();
        if (now.isAfter(one.approvedAt().plus(LASTING))) {
            settle(due, State.FAILED, "not delivered within a day");
            return;
        }
        deliveries.failed(key(due), contact(due), MAIL, why);
        escalations.retry(
                one.id(), why.substring(0, Math.min(300, why.length())), now.plus(BACKOFF.after(due.attempts())));
    }

    private void settle(Due due, State state, String why) {
        var isSent = state == State.SENT;
        deliveries.due(key(due), contact(due), MAIL);
        deliveries.settle(key(due), contact(due), MAIL, isSent ? DeliveryState.SENT : DeliveryState.REFUSED, why);
        if (escalations.settle(due.escalation().id(), state, why)) {
            var name = due.escalation().contactName();
            timeline.add(
                    due.incident(),
                    isSent ? "Escalation sent to " + name : "Escalation did not reach " + name + ": " + why,
                    WHO);
        }
    }

    private static NotificationKey key(Due due) {
        return new NotificationKey(
                due.incident(), "escalation." + due.escalation().id(), false);
    }

    private static Contact contact(Due due) {
        return new Contact(
                "externals." + due.escalation().contact(), due.escalation().contactName(), null);
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
