package dev.firebreak.comms.delivery;

import static dev.firebreak.comms.delivery.DeliveryState.NO_CHANNEL;
import static dev.firebreak.comms.delivery.DeliveryState.SENT;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.message.Message;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands messages to people over the channels there are, and never twice what is known to have arrived. */
@Component
public class NotificationDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationDispatcher.class);
    private static final String NONE = "none";

    private final List<Channel> channels;
    private final Deliveries deliveries;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    public NotificationDispatcher(
            List<Channel> channels,
            Deliveries deliveries,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.transaction = new TransactionTemplate(transactions);
        this.meters = meters;
    }

    /** What has to be set so that they can be reached; empty when a channel is ready. */
    public Optional<String> missing(Contact to) {
        return ready(to).isEmpty()
                ? Optional.of(
                        ways(to).map(channel -> channel.missing().orElse("")).collect(Collectors.joining("; or ")))
                : Optional.empty();
    }

    /**
     * Hands it to one contact: the next channel at once where one refuses or fails (faults.md G3). Never throws because of
     * a channel.
     */
    public DispatchResult handOver(NotificationKey key, Contact to, Supplier<Message> letter) {
        var ready = ready(to);
        if (ready.isEmpty()) {
            return without(key, to);
        }
        var answer = DispatchResult.REFUSED;
        for (var channel : ready) {
            var result = counted(channel.name(), handOver(channel, key, to, letter));
            if (result == DispatchResult.REACHED) {
                return result;
            }
            answer = result == DispatchResult.NOT_YET ? result : answer;
        }
        return answer;
    }

    /** Lets the caller write the timeline for what was settled since the last call: each delivery once. */
    public void record(NotificationKey key, Consumer<List<DeliveryRecord>> lines) {
        transaction.executeWithoutResult(status -> {
            var untold = deliveries.takeUntold(key);
            if (!untold.isEmpty()) {
                lines.accept(untold);
            }
        });
    }

    private List<Channel> ready(Contact to) {
        return ways(to).filter(channel -> channel.missing().isEmpty()).toList();
    }

    private Stream<Channel> ways(Contact to) {
        return channels.stream().filter(channel -> channel.reaches(to));
    }

    private DispatchResult without(NotificationKey key, Contact to) {
        if (deliveries.due(key, to, NONE) == DeliveryState.DUE) {
            deliveries.settle(key, to, NONE, NO_CHANNEL, missing(to).orElse(""));
        }
        return counted(NONE, DispatchResult.NO_CHANNEL);
    }

    private DispatchResult handOver(Channel channel, NotificationKey key, Contact to, Supplier<Message> letter) {
        var state = deliveries.due(key, to, channel.name());
        if (state != DeliveryState.DUE) {
            return state == SENT ? DispatchResult.REACHED : DispatchResult.REFUSED;
        }
        var written = letter.get();
        try {
            return settled(key, to, channel.deliver(new Announcement(key, to, written.subject(), written.text())));
        } catch (RuntimeException trouble) {
            LOG.warn("{} for {} over {} not handed over: {}", key, to.id(), channel.name(), trouble.toString());
            deliveries.failed(key, to, channel.name(), trouble.toString());
            return DispatchResult.NOT_YET;
        }
    }

    private DispatchResult settled(NotificationKey key, Contact to, DeliveryResult payload) {
        if (payload instanceof DeliveryResult.Refused refused) {
            deliveries.settle(key, to, refused.channel(), DeliveryState.REFUSED, refused.why());
            return DispatchResult.REFUSED;
        }
        deliveries.settle(key, to, payload.channel(), SENT, null);
        return DispatchResult.REACHED;
    }

    private DispatchResult counted(String channel, DispatchResult result) {
        var outcome = result.name().toLowerCase(Locale.ROOT);
        meters.counter("firebreak.deliveries", "channel", channel, "outcome", outcome)
                .increment();
        return result;
    }
}
