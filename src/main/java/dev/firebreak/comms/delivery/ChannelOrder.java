package dev.firebreak.comms.delivery;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.NotificationRule;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.NotificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * In which order a message tries the channels of a person.
 *
 * @param steps the channels of a step get the message at the same time; the next step only if none of them took it
 */
record ChannelOrder(List<List<Channel>> steps) {

    /** Nobody is called or texted for news. */
    private static final Set<String> FOR_PAGES = Set.of("sms", "voice");

    /**
     * A page goes over all channels of the person's rules without a delay; then over those with one, then over the
     * others, one at a time.
     */
    static ChannelOrder of(NotificationKey key, Contact to, List<Channel> channels) {
        var ready = channels.stream()
                .filter(channel -> channel.reaches(to) && channel.missing().isEmpty())
                .filter(channel -> key.urgent() || !FOR_PAGES.contains(channel.name()))
                .toList();
        var steps = new ArrayList<List<Channel>>();
        if (key.urgent() && !to.methods().rules().isEmpty()) {
            var first = to.methods().rules().stream()
                    .filter(rule -> rule.after().isZero())
                    .map(rule -> named(rule, ready))
                    .filter(Objects::nonNull)
                    .toList();
            if (!first.isEmpty()) {
                steps.add(first);
            }
            to.methods().rules().stream()
                    .map(rule -> named(rule, ready))
                    .filter(Objects::nonNull)
                    .forEach(channel -> add(steps, channel));
        }
        ready.forEach(channel -> add(steps, channel));
        return new ChannelOrder(steps);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    List<Channel> first() {
        return steps.get(0);
    }

    private static void add(List<List<Channel>> steps, Channel channel) {
        if (steps.stream().noneMatch(step -> step.contains(channel))) {
            steps.add(List.of(channel));
        }
    }

    private static Channel named(NotificationRule rule, List<Channel> ready) {
        return ready.stream()
                .filter(channel -> channel.name().equals(rule.channel()))
                .findFirst()
                .orElse(null);
    }
}
