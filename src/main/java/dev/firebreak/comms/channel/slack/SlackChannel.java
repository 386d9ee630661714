package dev.firebreak.comms.channel.slack;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.message.Links;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Teams in their Slack channels: contacts of the catalogue that have a webhook. Slack knows no key that would tell it a
 * repeat, so what it took without an answer arriving here comes twice.
 */
@Component
@Order(2)
class SlackChannel implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger(SlackChannel.class);

    private final Secrets secrets;
    private final SlackMessage message;
    private final SlackHttpClient wire;
    private final Clock clock;
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

    SlackChannel(Catalog catalog, Secrets secrets, Links links, SlackSettings settings, Clock clock) {
        this.secrets = secrets;
        this.message = new SlackMessage(links);
        this.wire = new SlackHttpClient(settings.timeout());
        this.clock = clock;
        catalog.contacts().values().stream().filter(this::reaches).forEach(this::lookAt);
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
        respectPause(to);
        var answer = wire.post(webhook(to), message.bytes(announcement));
        if (answer.isTaken()) {
            return new DeliveryResult.Delivered(name());
        }
        if (answer.isForGood()) {
            LOG.warn("Slack refuses {} for good: {}", to.id(), answer.words());
            return new DeliveryResult.Refused(name(), answer.words());
        }
        answer.pause().ifPresent(pause -> pauses.put(to.id(), clock.instant().plus(pause)));
        throw new SlackUnavailable(answer.words());
    }

    /** Said at the start; no reason to stop it, for pages go out without Slack. */
    private void lookAt(Contact to) {
        try {
            webhook(to);
        } catch (RuntimeException trouble) {
            LOG.warn("Nothing will reach contacts.{} over Slack: {}", to.id(), trouble.getMessage());
        }
    }

    private SlackWebhook webhook(Contact to) {
        return SlackWebhook.of(to, secrets.reveal(to.slack()));
    }

    private void respectPause(Contact to) {
        var until = pauses.getOrDefault(to.id(), Instant.MIN);
        if (clock.instant().isBefore(until)) {
            throw new SlackUnavailable("Slack takes nothing for this channel before " + until);
        }
    }
}
