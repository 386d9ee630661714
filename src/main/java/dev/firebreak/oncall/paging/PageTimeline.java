package dev.firebreak.oncall.paging;

import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.incident.Timeline;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the outcome of a page to the timeline: one line per person, or one for all if no channel is configured. */
final class PageTimeline {

    private static final String WHO = "paging";

    private PageTimeline() {}

    static void write(Timeline timeline, Page page, List<DeliveryRecord> lines) {
        for (var line : lines) {
            switch (line.state()) {
                case SENT -> add(timeline, page, sent(page, line), bundle(line));
                case REFUSED -> add(timeline, page, "Page to " + at(page, line) + " refused", line.why());
                case GIVEN_UP -> add(timeline, page, "Page to " + at(page, line) + " not taken in time", line.why());
                default -> {}
            }
        }
        var unsent = lines.stream()
                .filter(line -> line.state() == DeliveryState.NO_CHANNEL)
                .toList();
        if (!unsent.isEmpty()) {
            add(timeline, page, unsent(page, unsent), unsent.get(0).why());
        }
    }

    private static String sent(Page page, DeliveryRecord line) {
        return (page.policy().escalates() ? "Paged " : "Notified ") + at(page, line);
    }

    private static String bundle(DeliveryRecord line) {
        return line.bundle() == null
                ? null
                : "One message with the pages of %d incidents, %s".formatted(line.bundleSize(), line.bundle());
    }

    private static String at(Page page, DeliveryRecord line) {
        return line.name() + " by " + line.channel() + " (level " + page.level() + ")";
    }

    private static String unsent(Page page, List<DeliveryRecord> lines) {
        var people = lines.stream().map(DeliveryRecord::name).collect(Collectors.joining(", "));
        return "No channel is configured: the page (level " + page.level() + ") would have gone to " + people;
    }

    private static void add(Timeline timeline, Page page, String what, String details) {
        timeline.add(page.key().incident(), what, WHO, details);
    }
}
