package dev.firebreak.comms.channel.phone;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.webhook.SignedPost;
import java.util.Optional;

/**
 * One service of the gateway. It gets the number and a short text; the incident's own text stays here, because a
 * telephone network is no place for it.
 */
class PhoneChannel implements Channel {

    /** A text message of two parts; with the link of a page it has mostly three. */
    private static final int TEXT = 300;

    private final String name;
    private final Optional<SignedPost> gateway;

    PhoneChannel(String name, Optional<SignedPost> gateway) {
        this.name = name;
        this.gateway = gateway;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean reaches(Contact to) {
        return to.methods().phone() != null;
    }

    @Override
    public Optional<String> missing() {
        return gateway.isPresent()
                ? Optional.empty()
                : Optional.of("set firebreak.comms.phone.url and .secret to a gateway");
    }

    @Override
    public DeliveryResult deliver(Announcement announcement) {
        var post = gateway.orElseThrow();
        var payload = post.payload("message." + name, announcement);
        payload.withObject("/data")
                .put("to", announcement.to().methods().phone())
                .put("text", text(announcement));
        return post.send(announcement, payload);
    }

    private static String text(Announcement announcement) {
        var subject = announcement.subject();
        var end = subject.offsetByCodePoints(0, Math.min(TEXT, subject.codePointCount(0, subject.length())));
        var cut = end < subject.length() ? subject.substring(0, end) + "…" : subject;
        return announcement.link() == null ? cut : cut + "\n" + announcement.link();
    }
}
