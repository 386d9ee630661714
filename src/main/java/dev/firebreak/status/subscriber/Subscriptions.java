package dev.firebreak.status.subscriber;

import dev.firebreak.comms.channel.PlainMails;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Whether the status page offers mails: if there is a page and a mail server, and the settings don't say otherwise. */
@Component
public class Subscriptions {

    private final SubscriberSettings settings;
    private final PlainMails mails;
    private final boolean hasPage;

    Subscriptions(SubscriberSettings settings, PlainMails mails, Environment environment) {
        this.settings = settings;
        this.mails = mails;
        this.hasPage = Binder.get(environment)
                .bind("firebreak.status.components", Bindable.mapOf(String.class, String.class))
                .isBound();
    }

    public boolean areOffered() {
        return hasPage && settings.enabled() && mails.missing().isEmpty();
    }
}
