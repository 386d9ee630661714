package dev.firebreak.reload;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a unit.
 *
 * @param seen what the last look saw: the hash of the content, or why it could not be read; null before
 * @param said when the other nodes were told, or null
 */
record UnitLook(
        Instant since,
        List<String> changes,
        String seen,
        Instant at,
        List<String> errors,
        Instant refusedSince,
        Instant said) {

    static UnitLook first(Instant now) {
        return new UnitLook(now, List.of(), null, null, List.of(), null, null);
    }

    UnitLook saw(String content, Instant now) {
        return new UnitLook(since, changes, content, now, errors, refusedSince, said);
    }

    UnitLook fine() {
        return new UnitLook(since, changes, seen, at, List.of(), null, said);
    }

    UnitLook refused(List<String> why, Instant now) {
        return new UnitLook(since, changes, seen, at, why, refusedSince == null ? now : refusedSince, said);
    }

    UnitLook reloaded(List<String> what, Instant now) {
        return new UnitLook(now, what, seen, at, List.of(), null, null);
    }

    UnitLook said(Instant now) {
        return new UnitLook(since, changes, seen, at, errors, refusedSince, now);
    }
}
