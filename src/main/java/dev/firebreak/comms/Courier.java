package dev.firebreak.comms;

import static dev.firebreak.comms.DeliveryState.NO_CHANNEL;
import static dev.firebreak.comms.DeliveryState.SENT;

import dev.firebreak.catalog.Contact;
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
public class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String NONE = "none";

    private final List<Channel> channels;
    private final Deliveries deliveries;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    Courier(
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
    public Handing hand(Errand errand, Contact to, Supplier<Letter> letter) {
        var ready = ready(to);
        if (ready.isEmpty()) {
            return without(errand, to);
        }
        var answer = Handing.REFUSED;
        for (var channel : ready) {
            var handing = counted(channel.name(), hand(channel, errand, to, letter));
            if (handing == Handing.REACHED) {
                return handing;
            }
            answer = handing == Handing.NOT_YET ? handing : answer;
        }
        return answer;
    }

    /** Lets the caller write the timeline for what was settled since the last call: each delivery once. */
    public void chronicle(Errand errand, Consumer<List<DeliveryLine>> lines) {
        transaction.executeWithoutResult(status -> {
            var untold = deliveries.takeUntold(errand);
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

    private Handing without(Errand errand, Contact to) {
        if (deliveries.due(errand, to, NONE) == DeliveryState.DUE) {
            deliveries.settle(errand, to, NONE, NO_CHANNEL, missing(to).orElse(""));
        }
        return counted(NONE, Handing.NO_CHANNEL);
    }

    private Handing hand(Channel channel, Errand errand, Contact to, Supplier<Letter> letter) {
        var state = deliveries.due(errand, to, channel.name());
        if (state != DeliveryState.DUE) {
            return state == SENT ? Handing.REACHED : Handing.REFUSED;
        }
        var written = letter.get();
        try {
            return settled(
                    errand, to, channel.deliver(new Announcement(errand, to, written.subject(), written.text())));
        } catch (RuntimeException trouble) {
            LOG.warn("{} for {} over {} not handed over: {}", errand, to.id(), channel.name(), trouble.toString());
            deliveries.failed(errand, to, channel.name(), trouble.toString());
            return Handing.NOT_YET;
        }
    }

    private Handing settled(Errand errand, Contact to, Delivery delivery) {
        if (delivery instanceof Delivery.Refused refused) {
            deliveries.settle(errand, to, refused.channel(), DeliveryState.REFUSED, refused.why());
            return Handing.REFUSED;
        }
        deliveries.settle(errand, to, delivery.channel(), SENT, null);
        return Handing.REACHED;
    }

    private Handing counted(String channel, Handing handing) {
        var outcome = handing.name().toLowerCase(Locale.ROOT);
        meters.counter("firebreak.deliveries", "channel", channel, "outcome", outcome)
                .increment();
        return handing;
    }
}
