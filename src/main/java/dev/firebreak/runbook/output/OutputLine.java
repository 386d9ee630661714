package dev.firebreak.runbook.output;

import java.time.Instant;

/**
 * A line that a running step wrote.
 *
 * @param number its place among the lines of the step, from 1, the same on every node: the cursor of a reader
 * @param at when Firebreak kept it, up to a second after the step wrote it
 * @param text at most {@value #LONGEST} characters, without secrets and control characters
 */
public record OutputLine(long number, Instant at, String text) {

    static final int LONGEST = 500;
}
