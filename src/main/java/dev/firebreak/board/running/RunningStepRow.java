package dev.firebreak.board.running;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.Moment;
import dev.firebreak.runbook.output.OutputLine;
import dev.firebreak.runbook.output.RunningStep;
import java.time.Instant;
import java.util.List;

/**
 * A running step with its latest lines.
 *
 * @param state such as "Running" or "Ended"
 * @param began when it began
 * @param hasProgress whether it says how far it is
 * @param progress such as "3 of 12 directories"
 * @param isMore whether there are lines before the first one shown
 * @param cancelled who cancelled it and why, as a sentence; null if no person did
 * @param mayCancel whether this person may cancel it now
 * @param whyNot why not, if the person could expect it; null otherwise
 */
public record RunningStepRow(
        String id,
        String incident,
        String label,
        String state,
        boolean isRunning,
        Moment began,
        boolean hasProgress,
        String progress,
        long done,
        long total,
        List<Line> lines,
        boolean isMore,
        String cancelled,
        boolean mayCancel,
        String whyNot) {

    /** A line as the page shows it. */
    public record Line(long number, Moment at, String text) {}

    /** The row for this person. */
    public static RunningStepRow of(
            RunningStep step, List<OutputLine> lines, Person viewer, DisplayNames names, Instant now) {
        var isRunning = step.isRunning(now);
        var mayCancel =
                viewer.roles().contains(Role.RESPONDER) || viewer.roles().contains(Role.COMMANDER);
        return new RunningStepRow(
                step.id().toString(),
                step.incident().value(),
                step.label(),
                state(step, now),
                isRunning,
                Moment.of(step.startedAt(), now),
                step.total() > 0,
                step.progress(),
                step.done(),
                step.total(),
                lines.stream()
                        .map(line -> new Line(line.number(), Moment.of(line.at(), now), line.text()))
                        .toList(),
                !lines.isEmpty() && lines.get(0).number() > 1,
                step.cancelledBy() == null
                        ? null
                        : "Cancelled by " + names.of(step.cancelledBy()) + ": " + step.cancelReason(),
                mayCancel && isRunning && step.reading() && step.cancelledBy() == null,
                mayCancel && isRunning && !step.reading()
                        ? "It changes something, so it can't be cancelled halfway."
                        : null);
    }

    private static String state(RunningStep step, Instant now) {
        if (step.isLost(now)) {
            return "Lost: its node is down, another node runs it again";
        }
        if (step.endedAt() != null) {
            return step.cancelledBy() == null ? "Ended" : "Cancelled";
        }
        return step.cancelledBy() == null ? "Running" : "Cancelling";
    }
}
