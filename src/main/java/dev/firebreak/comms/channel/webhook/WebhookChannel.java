package dev.firebreak.comms.channel.webhook;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.message.Links;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Hands messages to a program of the organisation, such as its own pager, as signed webhooks. */
@Component
@Order(4)
class WebhookChannel implements Channel {

    private final Map<String, SignedPost> posts = new TreeMap<>();

    WebhookChannel(WebhookChannelSettings settings, Secrets secrets, Links links, Clock clock) {
        settings.webhook()
                .forEach((name, receiver) -> posts.put(name, new SignedPost(name(), receiver, secrets, links, clock)));
    }

    @Override
    public final String name() {
        return "webhook";
    }

    @Override
    public boolean reaches(Contact to) {
        return to.methods().webhook() != null;
    }

    @Override
    public Optional<String> missing() {
        return posts.isEmpty()
                ? Optional.of("set firebreak.comms.webhook.<name>.url and .secret to a receiver")
                : Optional.empty();
    }

    @Override
    public DeliveryResult deliver(Announcement announcement) {
        var name = announcement.to().methods().webhook();
        var post = posts.get(name);
        if (post == null) {
            return new DeliveryResult.Refused(name(), "there is no firebreak.comms.webhook.%s".formatted(name));
        }
        var payload = post.payload("message", announcement);
        payload.withObject("/data").put("text", announcement.text().strip());
        return post.send(announcement, payload);
    }
}
