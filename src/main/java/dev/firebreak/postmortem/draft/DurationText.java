package dev.firebreak.postmortem.draft;

import dev.firebreak.text.TimeText;
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

    /** For example {@code 42 s}, {@code 12 min}, {@code 1 h 12 min} or {@code 2 d 3 h}. */
    static String from(Instant start, Instant end) {
        return TimeText.of(Duration.between(start, end));
    }
}
