package dev.firebreak.comms.channel.slack;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogReloaded;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.message.Links;
import dev.firebreak.text.TimeText;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Sends to teams' Slack channels: contacts of the catalogue with a webhook. Slack has no idempotency key, so a message
 * whose answer got lost is posted twice.
 */
@Component
@Order(2)
class SlackChannel implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger(SlackChannel.class);

    private final Secrets secrets;
    private final SlackMessage message;
    private final SlackHttpClient client;
    private final Clock clock;
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

    SlackChannel(CurrentCatalog catalog, Secrets secrets, Links links, SlackSettings settings, Clock clock) {
        this.secrets = secrets;
        this.message = new SlackMessage(links);
        this.client = new SlackHttpClient(settings.timeout());
        this.clock = clock;
        warnOf(catalog.current());
    }

    @EventListener
    void reloaded(CatalogReloaded event) {
        warnOf(event.current());
    }

    private void warnOf(Catalog current) {
        current.contacts().values().stream().filter(this::reaches).forEach(this::warnIfInvalid);
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public boolean reaches(Contact to) {
        return !to.isPerson();
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public DeliveryResult deliver(Announcement announcement) {
        var to = announcement.to();
        requireNoPause(to);
        var answer = client.post(webhook(to), message.bytes(announcement));
        if (answer.isAccepted()) {
            return new DeliveryResult.Delivered(name());
        }
        if (answer.isPermanent()) {
            LOG.warn("Slack refuses {} permanently: {}", to.id(), answer.text());
            return new DeliveryResult.Refused(name(), answer.text());
        }
        answer.pause().ifPresent(pause -> pauses.put(to.id(), clock.instant().plus(pause)));
        throw new SlackUnavailable(answer.text());
    }

    /** A bad webhook only logs a warning at startup and at a reload, because pages do not need Slack. */
    private void warnIfInvalid(Contact to) {
        try {
            webhook(to);
        } catch (RuntimeException failure) {
            LOG.warn("Slack messages to contacts.{} will fail: {}", to.id(), failure.getMessage());
        }
    }

    private SlackWebhook webhook(Contact to) {
        return SlackWebhook.of(to, secrets.reveal(to.slack()));
    }

    private void requireNoPause(Contact to) {
        var until = pauses.getOrDefault(to.id(), Instant.MIN);
        if (clock.instant().isBefore(until)) {
            throw new SlackUnavailable("Slack accepts nothing for this channel before " + TimeText.of(until));
        }
    }
}
