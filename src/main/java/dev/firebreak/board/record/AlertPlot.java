package dev.firebreak.board.record;

import dev.firebreak.alert.view.AlertView;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When the alerts of an incident fired, as bars of an SVG picture, with the milestones as ticks.
 *
 * @param height of the picture, whose width is {@link #WIDTH}
 * @param words the text equivalent
 */
public record AlertPlot(List<Bar> bars, List<Tick> ticks, int height, String words) {

    static final int WIDTH = 600;
    private static final int ROW = 8;
    private static final int MAX_ROWS = 20;

    /** @param style CSS class: {@code firing} or {@code cleared} */
    public record Bar(int x, int y, int width, String style, String name) {}

    /**
     * @param at the time on the clock, in UTC
     * @param iso the same, ISO 8601
     */
    public record Tick(int x, String label, String at, String iso) {}

    /**
     * The plot of the first alerts; null if nothing fired.
     *
     * @param end the end of the incident, or now
     */
    public static AlertPlot of(List<AlertView> alerts, List<TimelineEntry> timeline, Instant end) {
        if (alerts.isEmpty()) {
            return null;
        }
        var begin = Stream.concat(
                        alerts.stream().map(AlertView::startsAt),
                        timeline.stream().map(TimelineEntry::at))
                .min(Comparator.naturalOrder())
                .orElse(end);
        var span = Math.max(1, Duration.between(begin, end).toSeconds());
        var shown = alerts.stream()
                .sorted(Comparator.comparing(AlertView::startsAt))
                .limit(MAX_ROWS)
                .toList();
        var bars = new ArrayList<Bar>();
        for (var n = 0; n < shown.size(); n++) {
            bars.add(bar(shown.get(n), n * ROW, begin, end, span));
        }
        var ticks = Stream.of(Milestone.values())
                .flatMap(milestone -> milestone.in(timeline).stream()
                        .map(entry -> new Tick(
                                x(entry.at(), begin, span),
                                milestone.label(),
                                entry.at().toString().substring(11, 16),
                                entry.at().toString())))
                .toList();
        return new AlertPlot(bars, ticks, shown.size() * ROW + ROW, words(alerts, ticks));
    }

    private static Bar bar(AlertView alert, int y, Instant begin, Instant end, long span) {
        var isFiring = alert.endsAt() == null || !alert.status().equals("resolved");
        var from = x(alert.startsAt(), begin, span);
        var to = x(isFiring ? end : alert.endsAt(), begin, span);
        return new Bar(from, y + 1, Math.max(2, to - from), isFiring ? "firing" : "cleared", alert.name());
    }

    private static int x(Instant at, Instant begin, long span) {
        var seconds = Math.max(0, Math.min(span, Duration.between(begin, at).toSeconds()));
        return (int) (seconds * (WIDTH - 2) / span);
    }

    private static String words(List<AlertView> alerts, List<Tick> ticks) {
        var firing =
                alerts.stream().filter(it -> !it.status().equals("resolved")).count();
        var milestones = ticks.stream()
                .map(tick -> tick.label() + " " + tick.at() + " UTC")
                .collect(Collectors.joining(", "));
        return firing + " of " + alerts.size() + " alerts fire. " + milestones;
    }
}
