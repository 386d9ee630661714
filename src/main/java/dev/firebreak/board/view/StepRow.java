package dev.firebreak.board.view;

import dev.firebreak.board.page.DisplayNames;
import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.runbook.view.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One attempt of a step as the page shows it.
 *
 * @param key unique on the page
 * @param mood {@code good}, {@code alarm} or {@code muted}
 * @param words who said yes or no to the plan, and what they added
 * @param ended how it ended, in pieces; empty while it has not
 * @param plan as HTML that runs nothing
 * @param parts what else can be unfolded: what exactly it was about, the proof
 */
record StepRow(
        String key,
        String what,
        String state,
        String mood,
        String effect,
        String requestedBy,
        Moment at,
        List<Word> words,
        List<LinkedText.Piece> ended,
        String plan,
        List<Part> parts) {

    /** @param comment null for none */
    record Word(String said, String by, Moment at, String comment) {}

    record Part(String label, List<LinkedText.Piece> text) {}

    boolean hasEnded() {
        return !ended.isEmpty();
    }

    static StepRow of(StepView step, DisplayNames names, Instant now) {
        return new StepRow(
                step.id() + "-" + step.attempt(),
                what(step),
                state(step.state()),
                mood(step.state()),
                step.irreversible() ? step.effect() + ", can't be undone" : step.effect(),
                names.of(step.requestedBy()),
                Moment.of(latest(step), now),
                step.approvals().stream().map(word -> said(word, names, now)).toList(),
                LinkedText.of(Optional.ofNullable(step.summary()).orElse("")),
                RenderedMarkdown.html(step.plan().summary()),
                parts(step));
    }

    private static String what(StepView step) {
        var again = step.attempt() == 1 ? "" : ", attempt " + step.attempt();
        return (step.undo() ? "Take back: " : "") + step.title() + " on " + step.target() + again;
    }

    private static Instant latest(StepView step) {
        return Optional.ofNullable(step.endedAt())
                .or(() -> Optional.ofNullable(step.intentAt()))
                .orElse(step.plannedAt());
    }

    private static Word said(StepView.Decision word, DisplayNames names, Instant now) {
        return new Word(
                word.granted() ? "Approved" : "Declined",
                names.of(word.by()),
                Moment.of(word.at(), now),
                word.comment() == null || word.comment().isBlank() ? null : word.comment());
    }

    private static List<Part> parts(StepView step) {
        var parts = new ArrayList<Part>();
        add(parts, "On exactly", String.join("\n", step.plan().resources()));
        add(parts, "Warnings", String.join("\n", step.plan().warnings()));
        add(parts, "Proof", step.seen());
        return parts;
    }

    private static void add(List<Part> parts, String label, String text) {
        if (text != null && !text.isBlank()) {
            parts.add(new Part(label, LinkedText.of(text)));
        }
    }

    private static String state(String state) {
        return switch (state) {
            case "INTENT" -> "Begun";
            case "SUCCEEDED" -> "Done";
            case "UNKNOWN" -> "Outcome unknown";
            case "VERIFIED" -> "Done and proved";
            case "VERIFY_FAILED" -> "Done, did not help";
            case "SKIPPED_DRY_RUN" -> "Dry run";
            default ->
                state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String mood(String state) {
        return switch (state) {
            case "SUCCEEDED", "VERIFIED" -> "good";
            case "TIMED_OUT", "FAILED", "UNKNOWN", "VERIFY_FAILED" -> "alarm";
            default -> "muted";
        };
    }
}
