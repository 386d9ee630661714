package dev.firebreak.board.view;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the seven milestones.
 *
 * @param at when it was first reached, or null
 */
public record MilestoneView(String label, Moment at) {

    public static List<MilestoneView> all(List<TimelineEntry> timeline, Instant now) {
        return Stream.of(Milestone.values())
                .map(milestone -> new MilestoneView(milestone.label(), Moment.of(first(timeline, milestone), now)))
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
