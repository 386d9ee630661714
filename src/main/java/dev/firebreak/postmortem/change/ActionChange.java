package dev.firebreak.postmortem.change;

import dev.firebreak.postmortem.change.ShownChange.State;
import java.time.Instant;
import java.util.UUID;

/**
 * A change that an action item carries, as it is stored. It holds whole files, secrets included: what leaves this package
 * is a {@link ShownChange}.
 *
 * @param file its name below the configured folder
 * @param setting the key of a configuration; null for rules
 * @param content the rule file, or the value
 * @param found the file when it was proposed; null if there was none
 * @param written the file as the change left it; null before
 * @param said what the last check or attempt found
 * @param busyUntil when the running attempt has lost its hold; null if none runs
 */
record ActionChange(
        UUID id,
        long item,
        String kind,
        String file,
        String setting,
        String content,
        String found,
        String written,
        State state,
        String said,
        String proposedBy,
        Instant proposedAt,
        String decidedBy,
        Instant decidedAt,
        Instant busyUntil) {}
