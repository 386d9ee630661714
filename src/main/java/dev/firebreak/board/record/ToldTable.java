package dev.firebreak.board.record;

import dev.firebreak.board.page.Moment;
import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.comms.webhook.WebhookStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who was told what: a row for each person, a column for each of the newest messages.
 *
 * @param messages the heads of the columns, the newest first
 * @param events one sentence for each receiver of events
 */
public record ToldTable(List<String> messages, List<Row> people, List<String> events) {

    private static final int MAX_MESSAGES = 6;

    /** A person and their cells, in the order of the columns. */
    public record Row(String name, List<Cell> cells) {}

    /** @param style CSS class: {@code good}, {@code alarm} or {@code muted} */
    public record Cell(String text, String style) {}

    /** Null if nothing was sent. */
    public static ToldTable of(List<DeliveryRecord> all, Instant now) {
        if (all.isEmpty()) {
            return null;
        }
        var byKind = all.stream()
                .collect(Collectors.partitioningBy(it -> it.channel().equals(WebhookStatus.CHANNEL)));
        var deliveries = byKind.get(false);
        var keys = new ArrayList<>(
                deliveries.stream().map(DeliveryRecord::message).collect(Collectors.toCollection(LinkedHashSet::new)));
        Collections.reverse(keys);
        var shown = keys.subList(0, Math.min(MAX_MESSAGES, keys.size()));
        var byPerson = deliveries.stream()
                .collect(Collectors.groupingBy(DeliveryRecord::name, LinkedHashMap::new, Collectors.toList()));
        return new ToldTable(
                shown.stream().map(ToldTable::head).toList(),
                byPerson.entrySet().stream().map(it -> row(it, shown, now)).toList(),
                events(byKind.get(true)));
    }

    /** Such as {@code Webhook crm: 6 sent, 1 given up (the receiver answers 503)}: columns would hide the pages. */
    private static List<String> events(List<DeliveryRecord> deliveries) {
        var byReceiver = deliveries.stream()
                .collect(Collectors.groupingBy(DeliveryRecord::name, LinkedHashMap::new, Collectors.toList()));
        return byReceiver.entrySet().stream()
                .map(it -> it.getKey() + ": " + counts(it.getValue()))
                .toList();
    }

    private static String counts(List<DeliveryRecord> deliveries) {
        var byState = deliveries.stream()
                .collect(Collectors.groupingBy(DeliveryRecord::state, TreeMap::new, Collectors.toList()));
        return byState.entrySet().stream()
                .map(it -> it.getValue().size() + " " + word(it.getKey()) + why(it.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String word(DeliveryState state) {
        return state == DeliveryState.DUE
                ? "waiting"
                : state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String why(List<DeliveryRecord> deliveries) {
        var last = deliveries.get(deliveries.size() - 1);
        return last.state() == DeliveryState.SENT || last.why() == null ? "" : " (" + last.why() + ")";
    }

    private static Row row(Map.Entry<String, List<DeliveryRecord>> person, List<String> shown, Instant now) {
        return new Row(
                person.getKey(),
                shown.stream()
                        .map(key -> person.getValue().stream()
                                .filter(delivery -> key.equals(delivery.message()))
                                .reduce((first, last) -> last)
                                .map(delivery -> cell(delivery, now))
                                .orElse(new Cell("–", "muted")))
                        .toList());
    }

    private static Cell cell(DeliveryRecord delivery, Instant now) {
        return switch (delivery.state()) {
            case SENT -> new Cell("sent " + Moment.when(delivery.settledAt(), now), "good");
            case DUE -> new Cell("sending", "muted");
            case REFUSED -> new Cell("refused", "alarm");
            case GIVEN_UP -> new Cell("given up", "alarm");
            case NO_CHANNEL -> new Cell("no channel", "alarm");
        };
    }

    /** The part of the key before the dot: the level of a page, or the kind of announcement. */
    private static String head(String message) {
        var kind = message.split("\\.", 2)[0].replace('-', ' ');
        return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    }
}
