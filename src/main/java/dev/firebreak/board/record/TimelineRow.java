package dev.firebreak.board.record;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An entry of the timeline on the incident page.
 *
 * @param milestone label of the milestone that this entry marks, or null
 * @param who the full name
 * @param isByPerson whether a person did it, not a part of Firebreak
 * @param hasDetails whether the entry can be expanded
 */
public record TimelineRow(
        long number,
        Moment at,
        String milestone,
        List<LinkedText.Piece> what,
        String who,
        boolean isByPerson,
        boolean hasDetails,
        List<LinkedText.Piece> details) {

    /** @param people logins that are known to be people's */
    public static TimelineRow of(TimelineEntry entry, DisplayNames names, Set<String> people, Instant now) {
        var details = entry.details() == null ? "" : entry.details();
        return new TimelineRow(
                entry.number(),
                Moment.of(entry.at(), now),
                entry.milestone() == null ? null : entry.milestone().label(),
                LinkedText.of(entry.what()),
                names.actor(entry.who()),
                people.contains(entry.who()) || names.isPerson(entry.who()),
                !details.isBlank(),
                LinkedText.of(details));
    }

    /** Whether a filter shows it: {@code people}, {@code machine}, {@code milestones}, or all for any other word. */
    public boolean passes(String filter) {
        return switch (filter) {
            case "people" -> isByPerson;
            case "machine" -> !isByPerson;
            case "milestones" -> milestone != null;
            default -> true;
        };
    }
}
