package dev.firebreak.postmortem.draft;

import java.time.Duration;
import java.time.Instant;

/**
 * Formats the duration of an incident.
 *
 * <p>The duration is the wall-clock time from {@code openedAt} (the first alert arrived, or a person declared the
 * incident) to {@code resolvedAt} (the commander confirmed the resolution, after the hold). It differs from the outage
 * that users experience: it excludes the time before detection and includes the hold.
 */
final class DurationText {

    private DurationText() {}

    /** For example {@code 42 s}, {@code 12 min}, {@code 1 h 12 min} or {@code 2 d 3 h 0 min}. */
    static String from(Instant start, Instant end) {
        var duration = Duration.between(start, end);
        if (duration.toMinutes() == 0) {
            return duration.toSeconds() + " s";
        }
        var days = duration.toDays() == 0 ? "" : duration.toDays() + " d ";
        var hours = duration.toHours() == 0 ? "" : duration.toHoursPart() + " h ";
        return days + hours + duration.toMinutesPart() + " min";
    }
}
