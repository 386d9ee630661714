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
 * A message on the incident page, with its recipients.
 *
 * @param what such as "Page, level 1"
 * @param recipients grouped by delivery outcome
 */
record NotificationRow(String what, Moment due, List<Recipients> recipients) {

    /**
     * Recipients with the same delivery outcome.
     *
     * @param names separated by commas
     * @param channel null if no channel is configured
     * @param style CSS class: {@code good}, {@code alarm} or {@code muted}
     * @param why the reason of a failure; empty if there is none
     */
    record Recipients(
            String names, String channel, String outcome, String style, Moment at, List<LinkedText.Piece> why) {

        boolean hasWhy() {
            return !why.isEmpty();
        }
    }

    private static final String EVENT = "event-";

    private record Outcome(String channel, DeliveryState state, int attempts, String why, int bundleSize) {

        static Outcome of(DeliveryRecord delivery) {
            return new Outcome(
                    delivery.channel(), delivery.state(), delivery.attempts(), delivery.why(), delivery.bundleSize());
        }
    }

    /** Newest first. */
    static List<NotificationRow> all(List<DeliveryRecord> deliveries, Instant now) {
        var rows = new ArrayList<>(grouped(deliveries, DeliveryRecord::message).values().stream()
                .map(message -> of(message, now))
                .toList());
        Collections.reverse(rows);
        return rows;
    }

    private static NotificationRow of(List<DeliveryRecord> message, Instant now) {
        var first = message.get(0);
        return new NotificationRow(
                what(first.message()),
                Moment.of(first.dueAt(), now),
                grouped(message, Outcome::of).values().stream()
                        .map(group -> recipients(group, now))
                        .toList());
    }

    private static Recipients recipients(List<DeliveryRecord> group, Instant now) {
        var last = group.get(group.size() - 1);
        return new Recipients(
                group.stream().map(DeliveryRecord::name).collect(Collectors.joining(", ")),
                last.state() == DeliveryState.NO_CHANNEL ? null : last.channel(),
                outcome(last),
                style(last.state()),
                Moment.of(last.settledAt(), now),
                LinkedText.of(last.why() == null ? "" : last.why()));
    }

    private static <K> Map<K, List<DeliveryRecord>> grouped(List<DeliveryRecord> all, Function<DeliveryRecord, K> by) {
        return all.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    /** The part of the message key before the dot names the kind; the rest only makes the key unique. */
    private static String what(String message) {
        var kind = message.split("\\.", 2)[0];
        if (kind.matches("(page|poison)-\\d+")) {
            return "Page, level " + kind.substring(kind.indexOf('-') + 1);
        }
        if (kind.startsWith(EVENT)) {
            return "Event: " + kind.substring(EVENT.length());
        }
        return "Announcement: " + kind.replace('-', ' ');
    }

    private static String outcome(DeliveryRecord delivery) {
        return switch (delivery.state()) {
            case DUE -> due(delivery);
            case SENT ->
                delivery.bundle() == null ? "sent" : "sent in one message of " + delivery.bundleSize() + " pages";
            case REFUSED -> "refused";
            case GIVEN_UP -> "gave up: not delivered in time";
            case NO_CHANNEL -> "not sent: no channel is configured";
        };
    }

    private static String due(DeliveryRecord delivery) {
        if (delivery.attempts() > 0) {
            return "not delivered yet, tried " + times(delivery.attempts());
        }
        return delivery.notBefore() == null ? "sending" : "waits for the next message to this person";
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }

    private static String style(DeliveryState state) {
        return switch (state) {
            case SENT -> "good";
            case DUE -> "muted";
            default -> "alarm";
        };
    }
}
