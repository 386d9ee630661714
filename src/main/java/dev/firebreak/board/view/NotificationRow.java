package dev.firebreak.board.view;

import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One message as the page shows it, with everybody it was for.
 *
 * @param what such as "Page, level 1"
 */
record NotificationRow(String what, Moment due, List<Share> shares) {

    /**
     * Those to whom the same happened.
     *
     * @param channel null where none is configured
     * @param mood {@code good}, {@code alarm} or {@code muted}
     */
    record Share(String names, String channel, String outcome, String mood, Moment at, List<LinkedText.Piece> why) {

        boolean hasWhy() {
            return !why.isEmpty();
        }
    }

    private record Fate(String channel, DeliveryState state, int attempts, String why) {

        static Fate of(DeliveryRecord one) {
            return new Fate(one.channel(), one.state(), one.attempts(), one.why());
        }
    }

    /** The latest first. */
    static List<NotificationRow> all(List<DeliveryRecord> deliveries, Instant now) {
        var lines = new ArrayList<>(alike(deliveries, DeliveryRecord::message).values().stream()
                .map(message -> of(message, now))
                .toList());
        Collections.reverse(lines);
        return lines;
    }

    private static NotificationRow of(List<DeliveryRecord> message, Instant now) {
        var first = message.get(0);
        return new NotificationRow(
                what(first.message()),
                Moment.of(first.dueAt(), now),
                alike(message, Fate::of).values().stream()
                        .map(same -> share(same, now))
                        .toList());
    }

    private static Share share(List<DeliveryRecord> same, Instant now) {
        var last = same.get(same.size() - 1);
        return new Share(
                same.stream().map(DeliveryRecord::name).collect(Collectors.joining(", ")),
                last.state() == DeliveryState.NO_CHANNEL ? null : last.channel(),
                outcome(last),
                mood(last.state()),
                Moment.of(last.settledAt(), now),
                LinkedText.of(last.why() == null ? "" : last.why()));
    }

    private static <K> Map<K, List<DeliveryRecord>> alike(List<DeliveryRecord> some, Function<DeliveryRecord, K> by) {
        return some.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    /** The part before the dot names the kind; the rest only tells messages apart. */
    private static String what(String message) {
        var kind = message.split("\\.", 2)[0];
        if (kind.matches("(page|poison)-\\d+")) {
            return "Page, level " + kind.substring(kind.indexOf('-') + 1);
        }
        return "Announcement: " + kind.replace('-', ' ');
    }

    private static String outcome(DeliveryRecord one) {
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
