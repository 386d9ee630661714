package dev.firebreak.status.subscriber;

import dev.firebreak.comms.channel.PlainMails;
import org.springframework.stereotype.Component;

/** Whether the status page offers mails: if the settings do, and there is a mail server. */
@Component
public class Subscriptions {

    private final SubscriberSettings settings;
    private final PlainMails mails;

    Subscriptions(SubscriberSettings settings, PlainMails mails) {
        this.settings = settings;
        this.mails = mails;
    }

    public boolean areOffered() {
        return settings.enabled() && mails.missing().isEmpty();
    }
}
