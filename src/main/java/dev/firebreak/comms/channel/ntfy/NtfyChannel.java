package dev.firebreak.comms.channel.ntfy;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.http.ChannelHttpClient;
import dev.firebreak.comms.message.Links;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Pushes to the phones of people who have an ntfy topic. ntfy has no idempotency key, so a message whose answer got
 * lost is pushed twice.
 */
@Component
@Order(3)
class NtfyChannel implements Channel {

    private final NtfySettings settings;
    private final Secrets secrets;
    private final NtfyMessage message;
    private final ChannelHttpClient client;

    NtfyChannel(NtfySettings settings, Secrets secrets, Links links, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.message = new NtfyMessage(links);
        this.client = new ChannelHttpClient(name(), settings.timeout(), clock);
    }

    @Override
    public final String name() {
        return "ntfy";
    }

    @Override
    public boolean reaches(Contact to) {
        return to.methods().ntfy() != null;
    }

    @Override
    public Optional<String> missing() {
        return settings.server() == null
                ? Optional.of("set firebreak.comms.ntfy.server to an ntfy server")
                : Optional.empty();
    }

    @Override
    public DeliveryResult deliver(Announcement announcement) {
        var request = HttpRequest.newBuilder(settings.server())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Firebreak")
                .POST(BodyPublishers.ofByteArray(message.bytes(announcement)));
        if (settings.token() != null) {
            request.header("Authorization", "Bearer " + secrets.reveal(settings.token()));
        }
        return client.send(request.build(), announcement.to().methods().ntfy());
    }
}
