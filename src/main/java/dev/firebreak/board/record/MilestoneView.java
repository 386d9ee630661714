package dev.firebreak.board.record;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the seven milestones.
 *
 * @param at when it was reached, or null
 */
public record MilestoneView(String label, Moment at) {

    public static List<MilestoneView> all(List<TimelineEntry> timeline, Instant now) {
        return Stream.of(Milestone.values())
                .map(milestone -> new MilestoneView(milestone.label(), Moment.of(at(timeline, milestone), now)))
                .toList();
    }

    private static Instant at(List<TimelineEntry> timeline, Milestone milestone) {
        return milestone.in(timeline).map(TimelineEntry::at).orElse(null);
    }
}
