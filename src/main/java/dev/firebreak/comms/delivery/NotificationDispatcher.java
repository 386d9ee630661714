package dev.firebreak.comms.delivery;

import static dev.firebreak.comms.delivery.DeliveryState.NO_CHANNEL;
import static dev.firebreak.comms.delivery.DeliveryState.SENT;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.PageBundles.Turn;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.personal.PersonalMethods;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.incident.IncidentId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands a notification to a contact over the configured channels. It never repeats a hand-over that is recorded as
 * accepted.
 */
@Component
public class NotificationDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationDispatcher.class);
    private static final String NONE = "none";

    /** No incident has the number 000. */
    private static final DateTimeFormatter NO_INCIDENT =
            DateTimeFormatter.ofPattern("'DRILL-'yyyyMMdd-HHmmss'-000'").withZone(ZoneOffset.UTC);

    private final List<Channel> channels;
    private final Deliveries deliveries;
    private final PageBundles bundles;
    private final PersonalMethods personal;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final ApplicationEventPublisher events;

    NotificationDispatcher(
            List<Channel> channels,
            Deliveries deliveries,
            PageBundles bundles,
            PersonalMethods personal,
            Clock clock,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            ApplicationEventPublisher events) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.bundles = bundles;
        this.personal = personal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.meters = meters;
        this.events = events;
    }

    /** What has to be configured so that the contact can be reached; empty if a channel is ready. */
    public Optional<String> missing(Contact to) {
        return ready(to).isEmpty()
                ? Optional.of(channelsOf(to)
                        .map(channel -> channel.missing().orElse(""))
                        .collect(Collectors.joining("; or ")))
                : Optional.empty();
    }

    /**
     * Hands the message to one contact: a page over the first channels of the person's rules, and if these refuse or
     * fail, over the next one immediately (guarantees.md G3). A channel's failure is never thrown.
     */
    DispatchResult handOver(NotificationKey key, Contact contact, NotificationDelivery.Messages messages) {
        var to = personal.of(contact);
        var order = ChannelOrder.of(key, to, channels);
        if (order.isEmpty()) {
            return recordNoChannel(key, to);
        }
        if (isQuiet(key, to, order.first().get(0))) {
            return DispatchResult.WAITS;
        }
        var answer = DispatchResult.REFUSED;
        for (var step : order.steps()) {
            var results = step.stream()
                    .map(channel -> counted(channel.name(), handOver(channel, key, to, messages)))
                    .toList();
            if (results.contains(DispatchResult.REACHED)) {
                return DispatchResult.REACHED;
            }
            if (results.contains(DispatchResult.WAITS)) {
                return DispatchResult.WAITS;
            }
            answer = results.contains(DispatchResult.NOT_YET) ? DispatchResult.NOT_YET : answer;
        }
        return answer;
    }

    /** Hands a page over by one channel; empty if the person has it no more. */
    public Optional<DeliveryState> follow(
            String channel, NotificationKey key, Contact contact, NotificationDelivery.Messages messages) {
        var to = personal.of(contact);
        var chosen = ready(to).stream().filter(it -> it.name().equals(channel)).findFirst();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        if (isQuiet(key, to, chosen.get())) {
            return Optional.of(DeliveryState.DUE);
        }
        return switch (counted(channel, handOver(chosen.get(), key, to, messages))) {
            case REACHED -> Optional.of(SENT);
            case REFUSED, NO_CHANNEL -> Optional.of(DeliveryState.REFUSED);
            default -> Optional.of(DeliveryState.DUE);
        };
    }

    /** A page of low severity waits for the end of the person's quiet hours. */
    private boolean isQuiet(NotificationKey key, Contact to, Channel first) {
        var quiet = to.methods().quiet();
        if (!key.urgent() || quiet == null) {
            return false;
        }
        var end = quiet.endAfter(clock.instant());
        return end.isPresent() && deliveries.hold(key, to, first.name(), end.get());
    }

    /**
     * Tells a person what belongs to no incident, over the first channel that takes it; answers which. It is not
     * recorded and not repeated.
     */
    public Optional<String> tell(Contact contact, Message message) {
        var to = personal.of(contact);
        var key = new NotificationKey(new IncidentId(NO_INCIDENT.format(clock.instant())), "told", false);
        return ChannelOrder.of(key, to, channels).steps().stream()
                .flatMap(List::stream)
                .filter(channel -> takes(channel, announcement(key, to, message)))
                .map(Channel::name)
                .findFirst();
    }

    private static boolean takes(Channel channel, Announcement announcement) {
        try {
            return channel.deliver(announcement) instanceof DeliveryResult.Delivered;
        } catch (RuntimeException failure) {
            LOG.warn("{} can't be told by {}: {}", announcement.to().id(), channel.name(), failure.toString());
            return false;
        }
    }

    /** Lets the caller write the timeline for deliveries settled since the last call: each delivery once. */
    public void record(NotificationKey key, Consumer<List<DeliveryRecord>> lines) {
        transaction.executeWithoutResult(status -> {
            var unrecorded = deliveries.takeUnrecorded(key);
            if (!unrecorded.isEmpty()) {
                lines.accept(unrecorded);
            }
        });
    }

    private List<Channel> ready(Contact to) {
        return channelsOf(to).filter(channel -> channel.missing().isEmpty()).toList();
    }

    private Stream<Channel> channelsOf(Contact to) {
        return channels.stream().filter(channel -> channel.reaches(to));
    }

    private DispatchResult recordNoChannel(NotificationKey key, Contact to) {
        if (deliveries.due(key, to, NONE) == DeliveryState.DUE) {
            deliveries.settle(key, to, NONE, NO_CHANNEL, missing(to).orElse(""));
        }
        return counted(NONE, DispatchResult.NO_CHANNEL);
    }

    private DispatchResult handOver(
            Channel channel, NotificationKey key, Contact to, NotificationDelivery.Messages messages) {
        var state = deliveries.due(key, to, channel.name());
        if (state != DeliveryState.DUE) {
            return settled(state);
        }
        return key.urgent() && bundles.isEnabled()
                ? inTurn(channel, key, to, messages)
                : alone(channel, key, to, messages);
    }

    /** Sends the page with all that wait for this person over this channel, or lets it wait (guarantees.md G13). */
    private DispatchResult inTurn(
            Channel channel, NotificationKey key, Contact to, NotificationDelivery.Messages messages) {
        var turn = bundles.claim(key, to, channel.name());
        if (turn instanceof Turn.Settled settled) {
            return settled(settled.state());
        }
        if (!(turn instanceof Turn.Send message)) {
            return DispatchResult.WAITS;
        }
        var written = written(message, to, channel, messages);
        try {
            var answer = channel.deliver(announcement(message.key(), to, written));
            var why = answer instanceof DeliveryResult.Refused refused ? refused.why() : null;
            var state = why == null ? SENT : DeliveryState.REFUSED;
            bundles.settle(message, to, channel.name(), state, why);
            reportRefusal(answer, to);
            return settled(state);
        } catch (RuntimeException failure) {
            LOG.warn("{} to {} over {} failed: {}", message.key(), to.id(), channel.name(), failure.toString());
            bundles.failed(message, to, channel.name(), failure.toString());
            return DispatchResult.NOT_YET;
        }
    }

    private Message written(Turn.Send message, Contact to, Channel channel, NotificationDelivery.Messages messages) {
        try {
            return message.isBundle() ? messages.bundle(to, message.keys()) : messages.write(to);
        } catch (RuntimeException unwritable) {
            bundles.failed(message, to, channel.name(), unwritable.toString());
            throw unwritable;
        }
    }

    private static Announcement announcement(NotificationKey key, Contact to, Message written) {
        return new Announcement(key, to, written.subject(), written.text(), written.link());
    }

    private static DispatchResult settled(DeliveryState state) {
        return state == SENT ? DispatchResult.REACHED : DispatchResult.REFUSED;
    }

    private DispatchResult alone(
            Channel channel, NotificationKey key, Contact to, NotificationDelivery.Messages messages) {
        var written = messages.write(to);
        try {
            return settled(key, to, channel.deliver(announcement(key, to, written)));
        } catch (RuntimeException failure) {
            LOG.warn("{} to {} over {} failed: {}", key, to.id(), channel.name(), failure.toString());
            deliveries.failed(key, to, channel.name(), failure.toString());
            return DispatchResult.NOT_YET;
        }
    }

    private DispatchResult settled(NotificationKey key, Contact to, DeliveryResult accepted) {
        if (accepted instanceof DeliveryResult.Refused refused) {
            deliveries.settle(key, to, refused.channel(), DeliveryState.REFUSED, refused.why());
            reportRefusal(refused, to);
            return DispatchResult.REFUSED;
        }
        deliveries.settle(key, to, accepted.channel(), SENT, null);
        return DispatchResult.REACHED;
    }

    /** What is refused for good stays so until a person corrects the catalogue or the receiver (guarantees.md G5). */
    private void reportRefusal(DeliveryResult answer, Contact to) {
        if (answer instanceof DeliveryResult.Refused refused) {
            events.publishEvent(new NodeTrouble(
                    "messages-refused",
                    to.id() + " by " + refused.channel(),
                    "Messages to %s by %s are refused for good".formatted(to.name(), refused.channel()),
                    "The answer was: %s. Messages to contacts.%s do not arrive until it is corrected, in the catalogue or at the receiver."
                            .formatted(refused.why(), to.id())));
        }
    }

    private DispatchResult counted(String channel, DispatchResult result) {
        var outcome = result.name().toLowerCase(Locale.ROOT);
        Counter.builder("firebreak.deliveries")
                .description("Messages that this node has handed over or tried to")
                .tags("channel", channel, "outcome", outcome)
                .register(meters)
                .increment();
        return result;
    }
}
