package dev.firebreak.comms.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.http.ChannelHttpClient;
import dev.firebreak.comms.channel.http.ChannelUnavailable;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.webhook.WebhookSignature;
import dev.firebreak.text.Hash;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;

/**
 * Posts a message to a receiver, signed as Standard Webhooks says. All tries of a message to a person over a channel
 * have the same {@code webhook-id}, so that the receiver can drop a duplicate.
 */
public final class SignedPost {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID = 32;

    private final String channel;
    private final SignedReceiver receiver;
    private final Secrets secrets;
    private final Links links;
    private final Clock clock;
    private final ChannelHttpClient client;

    public SignedPost(String channel, SignedReceiver receiver, Secrets secrets, Links links, Clock clock) {
        this.channel = channel;
        this.receiver = receiver;
        this.secrets = secrets;
        this.links = links;
        this.clock = clock;
        this.client = new ChannelHttpClient(channel, receiver.timeout(), clock);
    }

    /** What every message says; a channel adds its own fields to {@code data}. */
    public ObjectNode payload(String type, Announcement announcement) {
        var key = announcement.key();
        var payload = JSON.createObjectNode()
                .put("type", type)
                .put("timestamp", clock.instant().toString());
        payload.putObject("data")
                .put("schema", 1)
                .put("incident", key.incident().value())
                .put("url", links.incident(key.incident()))
                .put("urgent", key.urgent())
                .put("person", announcement.to().id())
                .put("name", announcement.to().name())
                .put("subject", announcement.subject())
                .put("acknowledge", announcement.link());
        return payload;
    }

    public DeliveryResult send(Announcement announcement, ObjectNode payload) {
        var id = id(announcement);
        var seconds = clock.instant().getEpochSecond();
        var body = body(payload);
        var request = HttpRequest.newBuilder(receiver.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Firebreak")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(seconds))
                .header("webhook-signature", signature().of(id, seconds, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, announcement.to().id());
    }

    private WebhookSignature signature() {
        try {
            return WebhookSignature.with(secrets.reveal(receiver.secret()));
        } catch (IllegalArgumentException wrong) {
            throw new ChannelUnavailable(receiver.secret() + ": " + wrong.getMessage());
        }
    }

    private String id(Announcement announcement) {
        var key = announcement.key();
        var whole = String.join(
                "|", key.incident().value(), key.message(), announcement.to().id(), channel);
        return "msg_" + Hash.sha256(whole).substring(0, ID);
    }

    private static String body(ObjectNode payload) {
        try {
            return JSON.writeValueAsString(payload);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
