package dev.firebreak.oncall.paging;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.comms.delivery.NotificationDispatcher;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends a page on over the next channels of a person, at the delays of the person's rules, until somebody acknowledges.
 * A node takes a lease for each, so that two send it once; after a crash another one sends it, under the same key.
 */
@Component
class FollowUpPager implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(FollowUpPager.class);
    private static final Duration POLL_EVERY = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    /** After that the ladder has long gone on to other people. */
    private static final Duration LASTING = Duration.ofHours(2);

    private final FollowUps followUps;
    private final NotificationDispatcher dispatcher;
    private final Deliveries deliveries;
    private final Pager pager;
    private final Timeline timeline;
    private final CurrentCatalog catalog;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "follow-up-pager", POLL_EVERY, this::sendDue);

    FollowUpPager(
            FollowUps followUps,
            NotificationDispatcher dispatcher,
            Deliveries deliveries,
            Pager pager,
            Timeline timeline,
            CurrentCatalog catalog,
            Clock clock) {
        this.followUps = followUps;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.pager = pager;
        this.timeline = timeline;
        this.catalog = catalog;
        this.clock = clock;
    }

    void sendDue() {
        for (var one : followUps.due()) {
            if (followUps.claim(one, clock.instant().plus(LEASE))) {
                send(one);
            }
        }
    }

    private void send(FollowUps.FollowUp one) {
        var person = catalog.current().contact(one.person());
        var isLate = one.pagedAt().plus(LASTING).isBefore(clock.instant());
        if (person.isEmpty() || isLate || !followUps.isWanted(one, IncidentStatus.openNames())) {
            person.ifPresent(it -> deliveries.giveUp(one.key(), it, one.channel()));
            followUps.done(one);
            return;
        }
        var page = new Page(one.key(), one.policy(), Page.level(one.key()), null, Map.of());
        try {
            var state = dispatcher.follow(one.channel(), one.key(), person.get(), pager.messages(page));
            dispatcher.record(one.key(), records -> PageTimeline.write(timeline, page, records));
            if (state.filter(DeliveryState.DUE::equals).isPresent()) {
                followUps.again(one, clock.instant().plus(AGAIN));
            } else {
                followUps.done(one);
            }
        } catch (RuntimeException notYet) {
            LOG.warn(
                    "{} can't be sent on to {} by {} now: {}",
                    one.key(),
                    one.person(),
                    one.channel(),
                    notYet.toString());
            followUps.again(one, clock.instant().plus(AGAIN));
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
