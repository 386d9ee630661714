package dev.firebreak.oncall.paging;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult.Refused;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.comms.personal.PersonalMethods;
import dev.firebreak.incident.IncidentId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends a test message to one person over every channel that pages them. It belongs to no incident, so it is neither
 * repeated nor recorded as a delivery; the caller hears what each channel answered.
 */
@Component
public class TestPage {

    private static final Logger LOG = LoggerFactory.getLogger(TestPage.class);
    private static final DateTimeFormatter DRILL =
            DateTimeFormatter.ofPattern("'DRILL-'yyyyMMdd-HHmmss'-000'").withZone(ZoneOffset.UTC);

    /**
     * What one channel answered.
     *
     * @param failure why the message did not leave; null if the channel has taken it
     */
    public record Outcome(String channel, String failure) {}

    private final List<Channel> channels;
    private final MessageTemplates templates;
    private final PersonalMethods personal;
    private final Clock clock;

    TestPage(List<Channel> channels, MessageTemplates templates, PersonalMethods personal, Clock clock) {
        this.channels = channels;
        this.templates = templates;
        this.personal = personal;
        this.clock = clock;
    }

    /** Waits for each channel's answer, some seconds at most. A channel that is not configured says what is missing. */
    public List<Outcome> send(Contact contact) {
        var to = personal.of(contact);
        var key = new NotificationKey(new IncidentId(DRILL.format(clock.instant())), "test-page", true);
        var message = templates.write("test-page", Map.of("who", to.name()));
        var announcement = new Announcement(key, to, message.subject(), message.text());
        return channels.stream()
                .filter(channel -> channel.reaches(to))
                .map(channel -> send(channel, announcement))
                .toList();
    }

    private static Outcome send(Channel channel, Announcement announcement) {
        if (channel.missing().isPresent()) {
            return new Outcome(channel.name(), channel.missing().get());
        }
        try {
            return new Outcome(
                    channel.name(), channel.deliver(announcement) instanceof Refused refused ? refused.why() : null);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "A test page to {} over {} failed: {}", announcement.to().id(), channel.name(), failure.toString());
            return new Outcome(channel.name(), "the channel does not answer; the log says why");
        }
    }
}
