package dev.firebreak.postmortem.change;

import dev.firebreak.postmortem.change.ConfigurationChange.SettingValue;
import java.time.Instant;
import java.util.UUID;

/**
 * A change as people and programs read it: without the file that it changes, which may hold secrets.
 *
 * @param file its name below the configured folder
 * @param setting the key of a configuration; null for rules
 * @param content the rule file, or the value; hidden if the key names a secret
 * @param said what the last check or attempt found
 * @param isRunning whether it is being made or undone right now
 */
public record ShownChange(
        UUID id,
        long item,
        String kind,
        String file,
        String setting,
        String content,
        State state,
        String said,
        String proposedBy,
        Instant proposedAt,
        String decidedBy,
        Instant decidedAt,
        boolean isRunning) {

    /** How far it is. */
    public enum State {
        /** Waits for another person. */
        PROPOSED,
        /** Is being made; unfinished after a crash, and can be made again. */
        APPROVED,
        /** Made and verified. */
        IN_FORCE,
        /** Did not hold, and was rolled back. */
        ROLLED_BACK,
        /** Is being taken back; unfinished after a crash, and can be taken back again. */
        UNDOING,
        /** Taken back later. */
        UNDONE,
        REJECTED
    }

    static ShownChange of(ActionChange change, Instant now) {
        return new ShownChange(
                change.id(),
                change.item(),
                change.kind(),
                change.file(),
                change.setting(),
                SettingValue.shown(change.setting(), change.content()),
                change.state(),
                change.said(),
                change.proposedBy(),
                change.proposedAt(),
                change.decidedBy(),
                change.decidedAt(),
                change.busyUntil() != null && change.busyUntil().isAfter(now));
    }
}
