package dev.firebreak.board;

import dev.firebreak.comms.DeliveryLine;
import dev.firebreak.comms.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One message as the page shows it, with everybody it was for.
 *
 * @param what such as "Page, level 1"
 */
record ToldLine(String what, Moment due, List<To> people) {

    /** @param mood {@code good}, {@code alarm} or {@code muted} */
    record To(String name, String channel, String outcome, String mood, Moment at, List<LinkedText.Piece> why) {

        boolean hasWhy() {
            return !why.isEmpty();
        }
    }

    /** The latest first. */
    static List<ToldLine> all(List<DeliveryLine> deliveries, Instant now) {
        var messages = deliveries.stream()
                .collect(Collectors.groupingBy(DeliveryLine::message, LinkedHashMap::new, Collectors.toList()));
        var lines = new ArrayList<>(
                messages.values().stream().map(all -> of(all, now)).toList());
        Collections.reverse(lines);
        return lines;
    }

    private static ToldLine of(List<DeliveryLine> all, Instant now) {
        var first = all.get(0);
        return new ToldLine(
                what(first.message()),
                Moment.of(first.dueAt(), now),
                all.stream().map(one -> to(one, now)).toList());
    }

    private static To to(DeliveryLine one, Instant now) {
        return new To(
                one.name(),
                one.channel(),
                outcome(one),
                mood(one.state()),
                Moment.of(one.settledAt(), now),
                LinkedText.of(one.why() == null ? "" : one.why()));
    }

    /** The part before the dot names the kind; the rest only tells messages apart. */
    private static String what(String message) {
        var kind = message.split("\\.", 2)[0];
        if (kind.matches("(page|poison)-\\d+")) {
            return "Page, level " + kind.substring(kind.indexOf('-') + 1);
        }
        return "Announcement: " + kind.replace('-', ' ');
    }

    private static String outcome(DeliveryLine one) {
        return switch (one.state()) {
            case DUE -> one.attempts() == 0 ? "is about to leave" : "not taken yet, tried " + times(one.attempts());
            case SENT -> "sent";
            case REFUSED -> "refused";
            case GIVEN_UP -> "not reached in time";
            case NO_CHANNEL -> "not sent: nothing is configured";
        };
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }

    private static String mood(DeliveryState state) {
        return switch (state) {
            case SENT -> "good";
            case DUE -> "muted";
            default -> "alarm";
        };
    }
}
