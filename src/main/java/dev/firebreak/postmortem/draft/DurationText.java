package dev.firebreak.postmortem.draft;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something lasted, in words.
 *
 * <p>An incident's duration is the wall-clock time from {@code openedAt} (the record was opened: the first alert was taken
 * or somebody declared it) to {@code resolvedAt} (the commander confirmed the resolution, after the hold). It is not the
 * outage as users felt it: trouble before detection is not in it, the hold is.
 */
final class DurationText {

    private DurationText() {}

    /** Such as {@code 42 s}, {@code 12 min}, {@code 1 h 12 min}, {@code 2 d 3 h 0 min}. */
    static String from(Instant start, Instant end) {
        var lasted = Duration.between(start, end);
        if (lasted.toMinutes() == 0) {
            return lasted.toSeconds() + " s";
        }
        var days = lasted.toDays() == 0 ? "" : lasted.toDays() + " d ";
        var hours = lasted.toHours() == 0 ? "" : lasted.toHoursPart() + " h ";
        return days + hours + lasted.toMinutesPart() + " min";
    }
}
