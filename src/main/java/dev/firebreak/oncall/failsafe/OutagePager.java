package dev.firebreak.oncall.failsafe;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.message.Links;
import dev.firebreak.database.DatabaseUnwritable;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.oncall.schedule.OnCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Pages everyone on call when the database takes no writes, by a way that needs no database: no incident can open and
 * no delivery can be recorded then (guarantees.md B4). Repeats hourly while the outage lasts; every node pages for
 * itself.
 */
@Component
class OutagePager {

    private static final Logger LOG = LoggerFactory.getLogger(OutagePager.class);
    private static final Duration REPEAT_AFTER = Duration.ofHours(1);

    /** The number 000 is none that an incident can have: their sequence begins at 1. */
    private static final DateTimeFormatter UNRECORDED =
            DateTimeFormatter.ofPattern("'INC-'yyyyMMdd-HHmmss'-000'").withZone(ZoneOffset.UTC);

    private final OnCall onCall;
    private final List<Channel> channels;
    private final Links links;
    private final Clock clock;
    private Instant pagedAt = Instant.MIN;

    OutagePager(OnCall onCall, List<Channel> channels, Links links, Clock clock) {
        this.onCall = onCall;
        this.channels = channels;
        this.links = links;
        this.clock = clock;
    }

    @EventListener
    synchronized void page(DatabaseUnwritable outage) {
        var now = clock.instant();
        var paged =
                pagedAt.isAfter(outage.since()) && pagedAt.plus(REPEAT_AFTER).isAfter(now);
        if (!paged && page(outage, now)) {
            pagedAt = now;
        }
    }

    /** Answers whether somebody has the page. */
    private boolean page(DatabaseUnwritable outage, Instant now) {
        var reached = 0;
        for (var person : people(now)) {
            if (reaches(person, outage, now)) {
                reached++;
            }
        }
        LOG.warn("{} people were paged: the database takes no writes", reached);
        return reached > 0;
    }

    private Collection<Contact> people(Instant now) {
        var everyone = onCall.everyone(now);
        return everyone.isEmpty() ? onCall.catchAll() : everyone;
    }

    private boolean reaches(Contact person, DatabaseUnwritable outage, Instant now) {
        return channels.stream()
                .filter(channel -> channel.reaches(person) && channel.missing().isEmpty())
                .anyMatch(channel -> delivers(channel, person, outage, now));
    }

    private boolean delivers(Channel channel, Contact person, DatabaseUnwritable outage, Instant now) {
        var incident = new IncidentId(UNRECORDED.format(outage.since()));
        var message = "outage-" + Duration.between(outage.since(), now).dividedBy(REPEAT_AFTER);
        var announcement = new Announcement(
                new NotificationKey(incident, message, true),
                person,
                "[PAGE] Firebreak's database takes no writes: alerts are refused",
                """
                Since %s Firebreak's database takes no writes. Firebreak refuses alerts with 503, and senders try \
                again only as long as an alert fires. No incident is recorded for this.

                The database says: %s

                Look at the space on its disk and at its log. Firebreak goes on by itself once writes succeed.

                Board: %s
                """.formatted(outage.since(), outage.why(), links.board()));
        try {
            return channel.deliver(announcement) instanceof DeliveryResult.Delivered;
        } catch (RuntimeException notYet) {
            LOG.warn("{} can't be told over {} now: {}", person.id(), channel.name(), notYet.toString());
            return false;
        }
    }
}
