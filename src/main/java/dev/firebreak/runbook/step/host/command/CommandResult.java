package dev.firebreak.runbook.step.host.command;

import dev.firebreak.text.Text;
import java.util.Set;

/**
 * How a program on a host ended.
 *
 * @param exitCode 0 if it succeeded; -1 if the host did not say
 * @param output at most 1 MiB: of a longer output, the beginning and the end
 * @param errors what it wrote as errors, as {@code output}
 */
public record CommandResult(int exitCode, String output, String errors) {

    /**
     * The answer of {@code timeout} when it had to end the program; of a program that {@code sudo} ended at its limit by
     * the signals HUP and TERM; and of one that had to be killed.
     */
    private static final Set<Integer> ENDED = Set.of(124, 129, 143, 137);

    private static final int SHOWN = 200;

    public boolean succeeded() {
        return exitCode == 0;
    }

    /** Whether the program did not run because {@code sudo} did not allow it. */
    public boolean isDeniedBySudo() {
        return !succeeded() && (errors.startsWith("sudo: ") || errors.startsWith("Sorry, user "));
    }

    /** Whether the program was ended at its limit. What it began through another one may go on. */
    public boolean isCutOff() {
        return ENDED.contains(exitCode);
    }

    /** Why the program did not succeed, as part of a sentence. */
    public String failure() {
        if (isCutOff()) {
            return "it did not end in time and was ended";
        }
        var said = errors.isBlank() ? output : errors;
        return "exit code " + exitCode + (said.isBlank() ? "" : ": " + Text.preview(said, SHOWN));
    }
}
