package dev.firebreak.comms.delivery;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.message.Message;
import dev.firebreak.worker.RetryLater;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Delivers one notification to its contacts: hand over, retry, give up, record. The worker retries by calling again
 * with the same key; a contact who has the notification does not get it twice.
 */
@Component
public class NotificationDelivery {

    /** The first waits between tries; after them, one try every five minutes. */
    private static final List<Duration> FIRST_WAITS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1));

    private static final Duration THEN_EVERY = Duration.ofMinutes(5);

    /** So that the waiting time is over for sure when the task runs again. */
    private static final Duration GRACE = Duration.ofMillis(5);

    private final NotificationDispatcher dispatcher;
    private final Deliveries deliveries;
    private final Clock clock;

    NotificationDelivery(NotificationDispatcher dispatcher, Deliveries deliveries, Clock clock) {
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * The retry policy of one kind of notification.
     *
     * @param patience how long only the first group is tried, until everyone in it is reached; after that, a try goes
     * on
     *     to the next group and ends as soon as one contact is reached
     * @param lasting how long the worker retries while no contact is reached
     * @param recordsEachTry whether the timeline shows who is reached before the delivery ends
     */
    public record Policy(Duration patience, Duration lasting, boolean recordsEachTry) {

        public static final Policy PAGE = new Policy(Duration.ofSeconds(60), Duration.ofDays(7), true);
        public static final Policy ANNOUNCEMENT = new Policy(Duration.ofMinutes(10), Duration.ofDays(1), false);

        /** How long the worker waits after each failed try. */
        public List<Duration> retries() {
            var waits = new ArrayList<>(FIRST_WAITS);
            waits.addAll(Collections.nCopies((int) lasting.dividedBy(THEN_EVERY), THEN_EVERY));
            return List.copyOf(waits);
        }
    }

    /**
     * How a delivery ended.
     *
     * @param reached how many contacts have the notification
     * @param unreachable whether a channel is configured and every contact was refused, or there is no contact
     */
    public record Result(int reached, boolean unreachable) {}

    /** Writes the messages of a notification. */
    public interface Messages {

        Message write(Contact to);

        /**
         * Writes one message for several pages that a person gets together.
         *
         * @param pages the worst first; at least two
         */
        Message bundle(Contact to, List<NotificationKey> pages);
    }

    /**
     * Tries the groups in order, and ends at the first in which a contact is reached.
     *
     * @param timeline writes the timeline for deliveries that ended since the last call
     * @throws NotDelivered while the worker has to try again
     * @throws RetryLater while a page waits for the next message to its person
     */
    public Result deliver(
            Policy policy,
            NotificationKey key,
            List<List<Contact>> groups,
            Messages messages,
            Consumer<List<DeliveryRecord>> timeline) {
        var late = isLate(policy, key);
        var results = handOver(key, groups, messages, late);
        var reached = Collections.frequency(results, DispatchResult.REACHED);
        var waits = results.contains(DispatchResult.WAITS);
        var retry = waits || (results.contains(DispatchResult.NOT_YET) && (reached == 0 || !late));
        if (!retry) {
            deliveries.giveUp(key);
        }
        if (!retry || policy.recordsEachTry()) {
            dispatcher.record(key, timeline);
        } else if (reached > 0) {
            deliveries.tell(key);
        }
        if (waits && !results.contains(DispatchResult.NOT_YET)) {
            throw new RetryLater(deliveries.wait(key).plus(GRACE), key + " waits for the next message to its people");
        }
        if (retry) {
            throw new NotDelivered(key, deliveries.of(key));
        }
        return new Result(reached, reached == 0 && !results.contains(DispatchResult.NO_CHANNEL));
    }

    private boolean isLate(Policy policy, NotificationKey key) {
        return deliveries
                .dueSince(key)
                .map(since -> !since.plus(policy.patience()).isAfter(clock.instant()))
                .orElse(false);
    }

    private List<DispatchResult> handOver(
            NotificationKey key, List<List<Contact>> groups, Messages messages, boolean late) {
        var results = new ArrayList<DispatchResult>();
        for (var group : groups) {
            group.forEach(contact -> results.add(dispatcher.handOver(key, contact, messages)));
            var ended = results.contains(DispatchResult.REACHED)
                    || results.contains(DispatchResult.WAITS)
                    || results.contains(DispatchResult.NO_CHANNEL);
            if (ended || (results.contains(DispatchResult.NOT_YET) && !late)) {
                break;
            }
        }
        return results;
    }
}
