package dev.firebreak.board;

import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** One of the seven milestones, and when it was reached, or null. */
record Reached(String label, Moment at) {

    static List<Reached> all(List<TimelineEntry> timeline, Instant now) {
        return Stream.of(Milestone.values())
                .map(milestone -> new Reached(milestone.label(), Moment.of(first(timeline, milestone), now)))
                .toList();
    }

    private static Instant first(List<TimelineEntry> timeline, Milestone milestone) {
        return timeline.stream()
                .filter(entry -> entry.milestone() == milestone)
                .map(TimelineEntry::at)
                .findFirst()
                .orElse(null);
    }
}
