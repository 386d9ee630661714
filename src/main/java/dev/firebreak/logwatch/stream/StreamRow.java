package dev.firebreak.logwatch.stream;

import java.time.Instant;

/**
 * One log as it is stored.
 *
 * @param watch where the log is
 * @param name of the log there
 * @param position up to where it is read, in the words of its source; null before the first look
 * @param counted what its rules have counted up to there; null for nothing
 * @param why it is not read, or what was missed; or null
 * @param lag bytes that are not read yet
 * @param lines that were read
 * @param hits lines that counted for a rule
 * @param seenAt when the row was last true
 */
public record StreamRow(
        String watch,
        String name,
        String service,
        String position,
        String counted,
        StreamState state,
        String why,
        long lag,
        long lines,
        long hits,
        Instant lastHit,
        Instant seenAt) {}
