package dev.firebreak.postmortem.change;

import java.time.Instant;
import java.util.UUID;

/**
 * A change that an action item carries.
 *
 * @param file its name below the configured folder
 * @param setting the key of a configuration; null for rules
 * @param content the rule file, or the value
 * @param found the file when it was proposed; null if there was none
 * @param written the file as the change left it; null before
 * @param said what the last check or attempt found
 */
public record ActionChange(
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
        Instant decidedAt) {

    /** How far it is. */
    public enum State {
        /** Waits for another person. */
        PROPOSED,
        /** Is being made; after a crash it can be made again. */
        APPROVED,
        /** Made and verified. */
        IN_FORCE,
        /** Did not hold, and was rolled back. */
        ROLLED_BACK,
        /** Taken back later. */
        UNDONE,
        REJECTED
    }
}
